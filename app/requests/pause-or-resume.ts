import type { Application } from "../contract/application.ts";
import type { Snapshot } from "../contract/snapshot.ts";
import { assertNever } from "../model/assert-never.ts";
import { elapsedSeconds } from "../model/elapsed.ts";
import { formatDuration } from "../model/format.ts";
import { isPaused, isRunning, type Timer } from "../model/timer.ts";
import type { ShowNotification } from "../notifications/desktop-notification.ts";
import type { Clock } from "../platform/ports.ts";
import { notificationTexts } from "../texts/notifications.ts";
import { problemText } from "../texts/problems.ts";
import type { AppWindow } from "./app-window.ts";

export interface PauseOrResumePorts {
  readonly application: Pick<Application, "snapshot" | "dispatch">;
  readonly window: Pick<AppWindow, "show">;
  readonly notify: ShowNotification;
  readonly clock: Pick<Clock, "monotonicNow">;
}

/**
 * Pauses what runs, or resumes what was paused last; shows the window where there is neither. It may be hidden, so a
 * notification says what happened.
 */
export async function pauseOrResume({ application, window, notify, clock }: PauseOrResumePorts): Promise<void> {
  const { timers } = application.snapshot();
  const running = timers.find(isRunning);
  const timer = running ?? timers.find(isPaused);
  if (timer === undefined) return window.show();
  const { projectId } = timer;
  const result = await application.dispatch({ kind: running === undefined ? "start" : "pause", projectId }, "person");
  switch (result.kind) {
    case "done":
      return notify(noticeOf(application.snapshot(), timer, clock.monotonicNow()));
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

function noticeOf(snapshot: Snapshot, before: Timer, monotonicNow: number): Parameters<ShowNotification>[0] {
  const timer = snapshot.timers.find((each) => each.projectId === before.projectId) ?? before;
  const time = formatDuration(elapsedSeconds(timer, monotonicNow), timeFormat(snapshot));
  const { resumedHere, pausedHere } = notificationTexts;
  return { title: timer.project.name, body: isRunning(timer) ? resumedHere(time) : pausedHere(time) };
}

function timeFormat({ account }: Snapshot): "hours_minutes" | "fraction" {
  return account.kind === "signed-in" ? account.timeFormat : "hours_minutes";
}
