import { app, autoUpdater } from "electron";
import { createLifecycle, type Lifecycle } from "../../app/lifecycle/lifecycle.ts";
import type { Logger } from "../../app/platform/ports.ts";
import { systemClock } from "../../app/platform/system.ts";
import { restoreDesktop, type StartConfiguration } from "../config.ts";

export interface ElectronLifecycleOptions {
  readonly configuration: StartConfiguration;
  readonly logger: Logger;
}

/** How this process ends. Electron's own quit and the system's signals go through it. */
export function createElectronLifecycle({ configuration, logger }: ElectronLifecycleOptions): Lifecycle {
  const lifecycle = createLifecycle({
    clock: systemClock,
    logger,
    exit: (code) => app.exit(code),
    close: () => app.quit(),
    relaunch() {
      restoreDesktop(configuration);
      app.relaunch(configuration.appImage === "" ? {} : { execPath: configuration.appImage });
    },
  });
  // A quit that Electron begins itself: of a menu's role, of macOS' Dock, of an installer.
  app.on("before-quit", (event) => {
    if (lifecycle.isEnding()) return;
    event.preventDefault();
    lifecycle.quit("person");
  });
  process.on("SIGINT", () => lifecycle.quit("person"));
  process.on("SIGTERM", () => lifecycle.quit("system"));
  // The terminal or the session that it was started from has ended.
  process.on("SIGHUP", () => lifecycle.quit("system"));
  // The window is only a view: without one the app goes on in the tray.
  app.on("window-all-closed", () => undefined);
  return lifecycle;
}

/** An updater says so before it closes the windows and quits; not needed at the start, so it is loaded later. */
export function heedUpdater(lifecycle: Pick<Lifecycle, "quit">): void {
  autoUpdater.on("before-quit-for-update", () => lifecycle.quit("update"));
}
