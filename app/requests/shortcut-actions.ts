import type { Application } from "../contract/application.ts";
import type { ShortcutName } from "../contract/setting-fields.ts";
import type { Snapshot } from "../contract/snapshot.ts";
import { notificationTexts } from "../texts/notifications.ts";
import { problemText } from "../texts/problems.ts";
import { assertNever } from "../model/assert-never.ts";
import { elapsedSeconds } from "../model/elapsed.ts";
import { formatDuration } from "../model/format.ts";
import { isPaused, isRunning, type Timer } from "../model/timer.ts";
import type { Clock, Logger } from "../platform/ports.ts";
import { errorFields } from "../platform/logger.ts";
import type { ShowNotification } from "../notifications/desktop-notification.ts";
import type { AppWindow } from "./app-window.ts";

export interface ShortcutActionsOptions {
  readonly application: Pick<Application, "snapshot" | "dispatch">;
  readonly window: Pick<AppWindow, "isFocused" | "show" | "hide">;
  readonly notify: ShowNotification;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** What the global shortcuts do. Verbs go through the same `dispatch` as those of every surface. */
export function createShortcutActions(options: ShortcutActionsOptions): Readonly<Record<ShortcutName, () => void>> {
  const { application, window, notify, clock, logger } = options;

  /** The window may be hidden, so a notification says what happened. */
  async function pauseOrResume(): Promise<void> {
    const { timers } = application.snapshot();
    const running = timers.find(isRunning);
    const timer = running ?? timers.find(isPaused);
    if (timer === undefined) return window.show();
    const { projectId } = timer;
    const result = await application.dispatch({ kind: running === undefined ? "start" : "pause", projectId }, "person");
    switch (result.kind) {
      case "done":
        return notifyOf(projectId, timer);
      case "asked":
        return undefined;
      case "failed": {
        const { title, remedy } = problemText(result.problem);
        return notify({ title: timer.project.name, body: notificationTexts.failed(title, remedy) });
      }
      default:
        return assertNever(result, "result");
    }
  }

  function notifyOf(projectId: number, before: Timer): void {
    const snapshot = application.snapshot();
    const timer = snapshot.timers.find((each) => each.projectId === projectId) ?? before;
    const time = formatDuration(elapsedSeconds(timer, clock.monotonicNow()), timeFormat(snapshot));
    notify({
      title: timer.project.name,
      body: isRunning(timer) ? notificationTexts.resumedHere(time) : notificationTexts.pausedHere(time),
    });
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

function timeFormat({ account }: Snapshot): "fraction" | "hours_minutes" {
  return account.kind === "signed-in" ? account.timeFormat : "hours_minutes";
}
