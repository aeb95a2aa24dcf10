import { type Snapshot, runningTimer } from "../contract/snapshot.ts";
import { goalProgress } from "../model/day-goal.ts";
import type { Instant } from "../model/instant.ts";

/** The goal was reached just now, while a timer runs. */
export interface GoalNotification {
  readonly goalMinutes: number;
}

/** What has to be remembered from one check to the next. Days are `YYYY-MM-DD` in the user's own time zone. */
export interface GoalWatch {
  /** The day and goal that were last seen not yet reached. */
  readonly below: { readonly date: string; readonly goalMinutes: number } | null;
  /** The day that is over for notifications: notified, or found reached. The demo account has days of its own. */
  readonly settled: SettledDay | null;
}

export interface SettledDay {
  readonly date: string;
  readonly demo: boolean;
}

export const freshGoalWatch: GoalWatch = { below: null, settled: null };

export interface GoalCheck {
  readonly watch: GoalWatch;
  /** What to notify of now. */
  readonly notification: GoalNotification | null;
  /** Milliseconds until the next check if nothing else happens; null where none is needed. */
  readonly recheckIn: number | null;
}

/**
 * Checks the day. Notifies only of a day that was seen below the same goal before: a person who starts the app, turns
 * the notification on, or lowers the goal when it is reached already knows.
 * `goalMinutes` is null where there is no goal or the notification is off.
 */
export function checkGoal(watch: GoalWatch, snapshot: Snapshot, goalMinutes: number | null, now: Instant): GoalCheck {
  const { account, link, today, timers } = snapshot;
  if (account.kind !== "signed-in" || goalMinutes === null) return quiet({ ...watch, below: null });
  // The list of timers was not read yet, or the day has changed and the snapshot does not say so yet, as after a sleep.
  if (link.lastAnswerAt === null || today === null || now.wall >= today.endsAt) return quiet(watch);
  const { date } = today;
  const { demo } = account;
  if (watch.settled?.date === date && watch.settled.demo === demo) return quiet({ ...watch, below: null });

  const progress = goalProgress(goalMinutes, today, timers, now);
  if (progress.kind === "under-way") {
    const recheckIn = progress.finishesAt === null ? null : Math.max(1, Math.ceil(progress.finishesAt - now.wall));
    return { watch: { ...watch, below: { date, goalMinutes } }, notification: null, recheckIn };
  }
  const seenBelow = watch.below?.date === date && watch.below.goalMinutes === goalMinutes;
  const settled: GoalWatch = { below: null, settled: { date, demo } };
  // A person who logs or adds time while nothing runs sees the sum.
  if (!seenBelow || runningTimer({ timers }) === undefined) return quiet(settled);
  return { watch: settled, notification: { goalMinutes }, recheckIn: null };
}

function quiet(watch: GoalWatch): GoalCheck {
  return { watch, notification: null, recheckIn: null };
}
