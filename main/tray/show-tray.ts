import { app } from "electron";
import type { Application } from "../../app/contract/application.ts";
import { assertNever } from "../../app/model/assert-never.ts";
import type { Clock, Logger } from "../../app/ports.ts";
import { trayIcon } from "../../app/tray/compute-tray-model.ts";
import type { TrayAction } from "../../app/tray/tray-model.ts";
import { errorFields } from "../adapters/logger.ts";
import { createInstantFormat } from "../instants.ts";
import { platform } from "../platform.ts";
import type { Area } from "../window-position.ts";
import type { PopupWindow } from "../window.ts";
import { createElectronTray } from "./electron-tray.ts";
import { createTrayView } from "./tray-view.ts";

export interface ShowTrayOptions {
  readonly application: Application;
  readonly window: Pick<PopupWindow, "isVisible" | "show" | "toggle">;
  readonly clock: Clock;
  readonly logger: Logger;
  /** `XDG_CURRENT_DESKTOP`; empty where there is none. */
  readonly desktop: string;
}

export interface ShownTray {
  bounds(): Area;
  /** Something other than the snapshot changed, such as the window. */
  render(): void;
  stop(): void;
}

/** Puts the icon into the tray and keeps it true from then on, with or without a window. */
export function showTray({ application, window, clock, logger, desktop }: ShowTrayOptions): ShownTray {
  const act = (action: TrayAction): void => void perform(action, application, window, logger);
  const tray = createElectronTray({
    platform,
    desktop,
    firstIcon: trayIcon(application.snapshot()),
    act,
    menu: () => view.menu(),
  });
  const view = createTrayView({
    surface: tray,
    platform,
    clock,
    snapshot: () => application.snapshot(),
    windowVisible: () => window.isVisible(),
    formatInstant: createInstantFormat(app.getSystemLocale()),
  });
  view.render();
  const unsubscribe = application.onSnapshot(() => view.render());
  return {
    bounds: () => tray.bounds(),
    render: () => view.render(),
    stop() {
      unsubscribe();
      view.stop();
    },
  };
}

async function perform(
  action: TrayAction,
  application: Application,
  window: ShowTrayOptions["window"],
  logger: Logger,
): Promise<void> {
  try {
    switch (action.kind) {
      case "command":
        // A failure is in the snapshot, and so in the menu.
        await application.dispatch(action.command);
        return;
      case "show-window":
        return window.show();
      case "toggle-window":
        return window.toggle();
      case "start-demo":
        await application.startDemo();
        return;
      case "sign-out":
        return await application.signOut();
      case "quit":
        return app.quit();
      default:
        return assertNever(action, "tray action");
    }
  } catch (error) {
    logger.error("A choice in the tray menu failed", { action: action.kind, ...errorFields(error) });
  }
}
