/** Notifies once a day that the day's goal is reached. One timeout at most, to the instant of reaching it. */
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
  /** The day that was settled last, as it was kept; any other value counts as none. */
  readonly keptDay: () => unknown;
  readonly keepDay: (date: string) => void;
  readonly onReached: (notification: GoalNotification) => void;
}

export interface GoalNotifications {
  /** To be called when the snapshot or the settings have changed. */
  check(): void;
  stop(): void;
}

const daySchema = v.pipe(v.string(), v.isoDate());

export function createGoalNotifications(ports: GoalNotificationsPorts): GoalNotifications {
  const { clock, settings, snapshot, keptDay, keepDay, onReached } = ports;
  let watch = freshGoalWatch;
  let asked = false;
  let cancel: CancelTimeout | null = null;

  function check(): void {
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
    if (next.notification !== null) onReached(next.notification);
    if (next.recheckIn !== null) cancel = clock.setTimeout(check, next.recheckIn);
  }

  return {
    check,
    stop() {
      cancel?.();
      cancel = null;
    },
  };
}
