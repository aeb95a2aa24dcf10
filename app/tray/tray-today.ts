import type { Snapshot } from "../contract/snapshot.ts";
import { countsOn, secondsOfDay } from "../model/day-goal.ts";
import { millisecondsToNextStep } from "../model/elapsed.ts";
import { isRunning } from "../model/timer.ts";
import { trayTexts } from "../texts/tray.ts";
import { duration } from "./menu-items.ts";
import type { TrayContext } from "./tray-model.ts";

/** The day's total, against its goal where there is one; empty while the day is unknown. */
export function trayToday(snapshot: Snapshot, { monotonicNow, settings }: TrayContext): string {
  const { today, timers } = snapshot;
  if (today === null) return "";
  const total = duration(secondsOfDay(today, timers, monotonicNow), snapshot);
  const goal = settings.dayGoalMinutes;
  return goal === null ? trayTexts.today(total) : trayTexts.todayOfGoal(total, duration(goal * 60, snapshot));
}

/** Milliseconds until the words of `trayToday` change by time alone; null where they do not. */
export function todayChangesIn({ today, timers }: Snapshot, { monotonicNow }: TrayContext): number | null {
  const running = timers.find(isRunning);
  if (today === null || running === undefined || !countsOn(running, today.date)) return null;
  const { seconds, monotonicAt } = running.anchor;
  const others = secondsOfDay(
    today,
    timers.filter((timer) => timer !== running),
    monotonicNow,
  );
  return millisecondsToNextStep({ seconds: seconds + others, monotonicAt }, monotonicNow, 60);
}
