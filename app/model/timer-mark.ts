import { elapsedSeconds } from "./elapsed.ts";
import type { Timer } from "./timer.ts";

/** What somebody should know of a running timer before it is logged; the time of another day counts first. */
export type TimerMark = "other-day" | "long";

const longSeconds = 12 * 3_600;

/** `today`: the user's present day, `YYYY-MM-DD`; null while it is not known. */
export function timerMark(timer: Timer, today: string | null, monotonicNow: number): TimerMark | null {
  if (today !== null && timer.date !== null && timer.date < today) return "other-day";
  return elapsedSeconds(timer, monotonicNow) > longSeconds ? "long" : null;
}
