import type { Snapshot } from "../contract/snapshot.ts";
import { trayTexts } from "../texts/tray.ts";
import { clockAtGoal, countsOn, millisecondsToGoal, secondsOfDay } from "../model/day-goal.ts";
import { millisecondsToNextStep } from "../model/elapsed.ts";
import { isRunning } from "../model/timer.ts";
import { duration } from "./menu-items.ts";
import type { TrayContext } from "./tray-model.ts";

/**
 * The day's goal in a few words; empty without one, or while the day is unknown. A Linux tray tells no figure that
 * grows: while a timer runs it says when the goal is reached, which stays true until then.
 */
export function trayGoal(snapshot: Snapshot, context: TrayContext): string {
  const { today, timers } = snapshot;
  const { dayGoalMinutes: goal } = context.settings;
  if (goal === null || today === null) return "";
  if (context.platform === "linux" && timers.some(isRunning)) return goalInstant(snapshot, context);
  const total = secondsOfDay(today, timers, context.monotonicNow);
  return trayTexts.today(duration(total, snapshot), duration(goal * 60, snapshot));
}

/** Milliseconds until the words of `trayGoal` change by time alone; null where they do not. */
export function goalChangesIn(snapshot: Snapshot, context: TrayContext): number | null {
  const { today, timers } = snapshot;
  const { dayGoalMinutes: goal } = context.settings;
  if (goal === null || today === null) return null;
  const { monotonicNow, platform } = context;
  if (platform === "linux") {
    const wait = millisecondsToGoal(goal, today, timers, monotonicNow);
    return wait !== null && wait > 0 && goalInstant(snapshot, context) !== "" ? Math.ceil(wait) : null;
  }
  const running = timers.find(isRunning);
  if (running === undefined || !countsOn(running, today.date)) return null;
  const { seconds, monotonicAt } = running.anchor;
  const others = secondsOfDay(
    today,
    timers.filter((timer) => timer !== running),
    monotonicNow,
  );
  return millisecondsToNextStep({ seconds: seconds + others, monotonicAt }, monotonicNow, 60);
}

function goalInstant({ today, timers }: Snapshot, context: TrayContext): string {
  const { runningSince, settings, monotonicNow } = context;
  if (settings.dayGoalMinutes === null || today === null || runningSince === null) return "";
  const reading = clockAtGoal(settings.dayGoalMinutes, today, timers, monotonicNow);
  if (reading === null) return "";
  if (secondsOfDay(today, timers, monotonicNow) >= settings.dayGoalMinutes * 60) return trayTexts.goalReached;
  const at = runningSince + reading * 1000;
  return at < today.endsAt ? trayTexts.goalAt(context.formatInstant(at)) : "";
}
