/** Tells once a day that the day's goal is reached. One timeout at most, to the instant of reaching it. */
import * as v from "valibot";
import type { Settings } from "../contract/settings.ts";
import type { Snapshot } from "../contract/snapshot.ts";
import { instantNow } from "../model/instant.ts";
import type { CancelTimeout, Clock } from "../platform/ports.ts";
import { freshGoalWatch, type GoalNotification, checkGoal } from "./goal-notification.ts";

export interface GoalNotificationsPorts {
  readonly clock: Clock;
  readonly settings: () => Pick<Settings, "dayGoalMinutes" | "notifyGoalReached">;
  readonly snapshot: () => Snapshot;
  /** The day that was settled last, as it was kept; whatever else it may be counts as none. */
  readonly keptDay: () => unknown;
  readonly keepDay: (date: string) => void;
  readonly onReached: (notice: GoalNotification) => void;
}

export interface GoalNotifications {
  /** Snapshot or settings are other ones. */
  look(): void;
  stop(): void;
}

const daySchema = v.pipe(v.string(), v.isoDate());

export function createGoalNotifications(ports: GoalNotificationsPorts): GoalNotifications {
  const { clock, settings, snapshot, keptDay, keepDay, onReached } = ports;
  let watch = freshGoalWatch;
  let asked = false;
  let cancel: CancelTimeout | null = null;

  function look(): void {
    cancel?.();
    cancel = null;
    const { dayGoalMinutes, notifyGoalReached } = settings();
    const goalMinutes = notifyGoalReached ? dayGoalMinutes : null;
    if (goalMinutes !== null && !asked) {
      asked = true;
      const kept = v.safeParse(daySchema, keptDay());
      if (kept.success) watch = { ...watch, settled: { date: kept.output, demo: false } };
    }
    const before = watch.settled;
    const next = checkGoal(watch, snapshot(), goalMinutes, instantNow(clock));
    watch = next.watch;
    if (watch.settled !== null && watch.settled !== before && !watch.settled.demo) keepDay(watch.settled.date);
    if (next.notice !== null) onReached(next.notice);
    if (next.lookAgainIn !== null) cancel = clock.setTimeout(look, next.lookAgainIn);
  }

  return {
    look,
    stop() {
      cancel?.();
      cancel = null;
    },
  };
}
