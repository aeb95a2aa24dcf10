import type { LoggedDay } from "../contract/snapshot.ts";
import { countsOn } from "../model/day-goal.ts";
import { elapsedSeconds } from "../model/elapsed.ts";
import type { Timer } from "../model/timer.ts";

/**
 * The day with the time of timers that have just left the account. They were logged, most likely, and their entries are
 * read a moment later: until then their time stays in the sum, which would fall and rise again otherwise.
 */
export function withLeavingTime(day: LoggedDay, gone: readonly Timer[], monotonicNow: number): LoggedDay {
  const leaving = gone.filter((timer) => countsOn(timer, day.date));
  return leaving.reduce((sum, timer) => withTime(sum, timer, elapsedSeconds(timer, monotonicNow) / 60), day);
}

function withTime(day: LoggedDay, { project }: Timer, minutes: number): LoggedDay {
  const known = day.minutes.some((share) => share.project?.id === project.id);
  const shares = known ? day.minutes : [...day.minutes, { project, minutes: 0 }];
  return {
    ...day,
    minutes: shares.map((share) =>
      share.project?.id === project.id ? { project: share.project, minutes: share.minutes + minutes } : share,
    ),
  };
}
