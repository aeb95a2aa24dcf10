import type { LoggedDay } from "../../app/contract/snapshot.ts";
import { countsOn } from "../../app/model/day-goal.ts";
import { elapsedSeconds } from "../../app/model/elapsed.ts";
import type { Project } from "../../app/model/project.ts";
import type { Timer } from "../../app/model/timer.ts";

/** One project's part of a day, in seconds. */
export interface DayShare {
  /** Null for time that was logged without a project. */
  readonly project: Project | null;
  readonly logged: number;
  readonly onTimers: number;
}

export interface Day {
  /** The longest first. */
  readonly shares: readonly DayShare[];
  readonly logged: number;
  /** Time on timers that will be logged on this day. */
  readonly onTimers: number;
  /** Time on timers of other days. */
  readonly onOtherDays: number;
}

/** The day by project: what is logged already, and what the timers hold. */
export function dayOf(today: Pick<LoggedDay, "date" | "minutes">, timers: readonly Timer[], monotonicNow: number): Day {
  const shares = new Map<number | null, DayShare>();
  for (const { project, minutes } of today.minutes) {
    add(shares, { project, logged: minutes * 60, onTimers: 0 });
  }
  let onOtherDays = 0;
  for (const timer of timers) {
    const seconds = Math.max(0, elapsedSeconds(timer, monotonicNow));
    if (countsOn(timer, today.date)) add(shares, { project: timer.project, logged: 0, onTimers: seconds });
    else onOtherDays += seconds;
  }
  const sorted = [...shares.values()].toSorted((a, b) => lengthOf(b) - lengthOf(a));
  return {
    shares: sorted.filter((share) => lengthOf(share) > 0),
    logged: sum(sorted.map((share) => share.logged)),
    onTimers: sum(sorted.map((share) => share.onTimers)),
    onOtherDays,
  };
}

export function lengthOf(share: Pick<DayShare, "logged" | "onTimers">): number {
  return share.logged + share.onTimers;
}

function add(shares: Map<number | null, DayShare>, part: DayShare): void {
  const id = part.project?.id ?? null;
  const known = shares.get(id);
  shares.set(
    id,
    known === undefined
      ? part
      : { project: known.project, logged: known.logged + part.logged, onTimers: known.onTimers + part.onTimers },
  );
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
