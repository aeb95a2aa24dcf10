import type { ShortcutName } from "../contract/setting-fields.ts";
import { errorFields } from "../platform/logger.ts";
import type { Logger } from "../platform/ports.ts";
import type { AppWindow } from "./app-window.ts";
import { pauseOrResume, type PauseOrResumePorts } from "./pause-or-resume.ts";

export interface ShortcutActionsOptions extends PauseOrResumePorts {
  readonly window: Pick<AppWindow, "isFocused" | "show" | "hide">;
  readonly logger: Logger;
}

/** What the global shortcuts do. Verbs go through the same `dispatch` as those of every surface. */
export function createShortcutActions(options: ShortcutActionsOptions): Readonly<Record<ShortcutName, () => void>> {
  const { window, logger } = options;
  return {
    quickSwitcher: () => window.show({ kind: "quick-switcher" }),
    // A window behind others is wanted in front: only one that is in use is put away.
    toggleWindow: () => (window.isFocused() ? window.hide() : window.show()),
    pauseOrResume: () => {
      pauseOrResume(options).catch((error: unknown) => logger.error("A shortcut failed", errorFields(error)));
    },
  };
}
