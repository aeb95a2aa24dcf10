import type { Application } from "../app/contract/application.ts";
import type { ShortcutName } from "../app/contract/settings.ts";
import { isPaused, isRunning } from "../app/model/timer.ts";
import type { Logger } from "../app/ports.ts";
import { errorFields } from "./adapters/logger.ts";
import type { PopupWindow } from "./window.ts";

export interface ShortcutActionsOptions {
  readonly application: Pick<Application, "snapshot" | "dispatch">;
  readonly window: Pick<PopupWindow, "isFocused" | "show" | "hide">;
  readonly logger: Logger;
}

/** What the global shortcuts do. Verbs take the one way that every surface uses. */
export function createShortcutActions(options: ShortcutActionsOptions): Readonly<Record<ShortcutName, () => void>> {
  const { application, window, logger } = options;

  async function pauseOrResume(): Promise<void> {
    const { timers } = application.snapshot();
    const running = timers.find(isRunning);
    const resumed = running ?? timers.find(isPaused);
    if (resumed === undefined) return window.show();
    const kind = running === undefined ? "start" : "pause";
    await application.dispatch({ kind, projectId: resumed.projectId });
  }

  return {
    quickSwitcher: () => window.show({ kind: "quick-switcher" }),
    // A window behind others is wanted in front: only one that is in use is put away.
    toggleWindow: () => (window.isFocused() ? window.hide() : window.show()),
    pauseOrResume: () => {
      pauseOrResume().catch((error: unknown) => logger.error("A shortcut failed", errorFields(error)));
    },
  };
}
