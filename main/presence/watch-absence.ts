import { BaseWindow, powerMonitor } from "electron";
import type { Application } from "../../app/contract/application.ts";
import type { AbsenceRules, Capabilities } from "../../app/contract/settings.ts";
import type { Logger } from "../../app/platform/ports.ts";
import { errorFields } from "../../app/platform/logger.ts";
import type { Lifecycle } from "../../app/lifecycle/lifecycle.ts";
import type { SettingsControl } from "../../app/settings/settings-control.ts";
import { createSwitchedWatch } from "../../app/presence/switched-watch.ts";
import { watchShutdown } from "../../app/presence/watch-shutdown.ts";

export interface WatchAbsenceOptions {
  readonly lifecycle: Pick<Lifecycle, "quit">;
  readonly application: Pick<Application, "leave" | "back" | "wake">;
  readonly control: Pick<SettingsControl, "settings" | "onChange">;
  readonly platform: Capabilities["platform"];
  /** Where the desktop's session bus listens; empty where there is none. */
  readonly sessionBus: string;
  readonly logger: Logger;
}

/**
 * The absences that Electron does not report by itself: a locked screen on Linux, and the computer's shutdown. Each is listened to only while a rule asks for it: hearing of a shutdown makes the system wait for us.
 */
export function watchAbsence(options: WatchAbsenceOptions): void {
  const { lifecycle, application, control, platform, sessionBus, logger } = options;
  const lock = createSwitchedWatch(async () => {
    const { watchScreenLock } = await import("../../app/linux/screen-lock.ts");
    return watchScreenLock({
      busAddress: sessionBus,
      onLocked: () => void application.leave("lock"),
      onUnlocked: () => application.wake("unlock"),
      logger,
    });
  });
  const shutdown = createSwitchedWatch(() =>
    Promise.resolve(
      watchShutdown({
        platform,
        powerMonitor,
        createWindow: () => new BaseWindow({ show: false }),
        application,
        lifecycle,
      }),
    ),
  );

  const failed = (error: unknown): void =>
    logger.warn("Whether the computer is left can't be heard", errorFields(error));

  function apply(rules: AbsenceRules): void {
    if (platform === "linux" && sessionBus !== "") lock.set(rules.lock !== "keep").catch(failed);
    shutdown.set(rules.shutdown !== "keep").catch(failed);
  }
  apply(control.settings().whenAway);
  control.onChange(({ settings }) => apply(settings.whenAway));
}
