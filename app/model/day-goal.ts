/** The goal for a day: how much of it is done, and when it is reached if nothing changes. */
import { runningTimer } from "../contract/snapshot.ts";
import { assertNever } from "./assert-never.ts";
import { type DurationProblem, parseDuration } from "./duration.ts";
import { elapsedSeconds } from "./elapsed.ts";
import type { Instant } from "./instant.ts";
import { type Timer } from "./timer.ts";

const longestGoalMinutes = 24 * 60;
/** A bare number up to here is meant as hours: nobody wants to work for eight minutes a day. */
const mostBareHours = 24;

/** What of a day a goal is measured by. */
export interface MeasuredDay {
  /** `YYYY-MM-DD` in the user's own time zone. */
  readonly date: string;
  /** The midnight after it, epoch milliseconds. */
  readonly endsAt: number;
  /** What is logged, in whatever parts. */
  readonly minutes: readonly { readonly minutes: number }[];
}

/** All lengths in seconds. */
export type GoalProgress =
  | {
      readonly kind: "under-way";
      readonly goal: number;
      readonly total: number;
      readonly left: number;
      /** When the running timer reaches the goal, epoch milliseconds; null where none will within the day. */
      readonly finishesAt: number | null;
    }
  | { readonly kind: "reached"; readonly goal: number; readonly total: number; readonly over: number };

export type TypedGoal =
  /** Null: no goal. */
  | { readonly kind: "goal"; readonly minutes: number | null }
  | { readonly kind: "problem"; readonly problem: GoalProblem };

export type GoalProblem = Exclude<DurationProblem, "empty" | "too-long"> | "nothing" | "longer-than-a-day";

/** Whether the timer's time will be logged on that day. One without a date gets the day on which it is logged. */
export function countsOn(timer: Pick<Timer, "date">, date: string): boolean {
  return timer.date === null || timer.date === date;
}

/** Seconds of the day: what is logged, and what the timers hold that will be logged on it. Each counts once. */
export function secondsOfDay(day: MeasuredDay, timers: readonly Timer[], monotonicNow: number): number {
  const logged = day.minutes.reduce((sum, { minutes }) => sum + minutes * 60, 0);
  return timers
    .filter((timer) => countsOn(timer, day.date))
    .reduce((sum, timer) => sum + Math.max(0, elapsedSeconds(timer, monotonicNow)), logged);
}

/**
 * How many seconds the running timer shows when the day comes to `goalMinutes`, if nothing but time changes; null
 * where it brings the day no further. Below what it shows now, the goal is reached already.
 */
export function clockAtGoal(
  goalMinutes: number,
  day: MeasuredDay,
  timers: readonly Timer[],
  monotonicNow: number,
): number | null {
  const running = runningTimer({ timers });
  if (running === undefined || !countsOn(running, day.date)) return null;
  const others = timers.filter((timer) => timer !== running);
  return goalMinutes * 60 - secondsOfDay(day, others, monotonicNow);
}

/** Milliseconds until the running timer shows that; zero or less where the goal is reached already. */
export function millisecondsToGoal(
  goalMinutes: number,
  day: MeasuredDay,
  timers: readonly Timer[],
  monotonicNow: number,
): number | null {
  const running = runningTimer({ timers });
  const reading = clockAtGoal(goalMinutes, day, timers, monotonicNow);
  if (running === undefined || reading === null) return null;
  const { seconds, monotonicAt } = running.anchor;
  return (reading - seconds) * 1000 - Math.max(0, monotonicNow - monotonicAt);
}

export function goalProgress(
  goalMinutes: number,
  day: MeasuredDay,
  timers: readonly Timer[],
  now: Instant,
): GoalProgress {
  const goal = goalMinutes * 60;
  const total = secondsOfDay(day, timers, now.monotonic);
  if (total >= goal) return { kind: "reached", goal, total, over: total - goal };
  const left = goal - total;
  const wait = millisecondsToGoal(goalMinutes, day, timers, now.monotonic);
  const finishesAt = wait !== null && now.wall + wait < day.endsAt ? now.wall + wait : null;
  return { kind: "under-way", goal, total, left, finishesAt };
}

/** Seconds as the whole minutes that are still needed, so that they and the minutes done make up the goal. */
export function minutesNeeded(seconds: number): number {
  return Math.ceil(seconds / 60);
}

/** Reads a goal as people type it: `7:30`, `7.5`, `450`, `8`, `7h30`; nothing for none. */
export function parseGoal(typed: string): TypedGoal {
  const text = typed.normalize("NFKC").trim();
  if (text === "") return { kind: "goal", minutes: null };
  const hours = /^\d{1,2}$/u.test(text) && Number(text) <= mostBareHours;
  const duration = parseDuration(hours ? `${text}h` : text);
  if (duration.kind === "change") return { kind: "problem", problem: "signed" };
  if (duration.kind === "problem") return { kind: "problem", problem: goalProblem(duration.problem) };
  const minutes = Math.ceil(duration.seconds / 60);
  if (minutes === 0) return { kind: "problem", problem: "nothing" };
  if (minutes > longestGoalMinutes) return { kind: "problem", problem: "longer-than-a-day" };
  return { kind: "goal", minutes };
}

function goalProblem(problem: DurationProblem): GoalProblem {
  switch (problem) {
    case "empty":
      return "unreadable";
    case "too-long":
      return "longer-than-a-day";
    case "unreadable":
    case "past-sixty":
    case "signed":
      return problem;
    default:
      return assertNever(problem, "duration problem");
  }
}
