import type { Anchor, Timer } from "./timer.ts";

/**
 * Whole seconds that `timer` shows at `monotonicNow` (same clock as its anchor).
 * A timer that does not run stands still; a clock asked about the past answers the anchor.
 */
export function elapsedSeconds(timer: Pick<Timer, "state" | "anchor">, monotonicNow: number): number {
  if (timer.state !== "running") return Math.floor(timer.anchor.seconds);
  return elapsedSince(timer.anchor, monotonicNow);
}

function elapsedSince(anchor: Anchor, monotonicNow: number): number {
  const passed = Math.max(0, monotonicNow - anchor.monotonicAt);
  return Math.floor(anchor.seconds + passed / 1000);
}

/** Milliseconds until the shown number of seconds next reaches a multiple of `stepSeconds` (1 = next tick, 60 = next minute). */
export function millisecondsToNextStep(anchor: Anchor, monotonicNow: number, stepSeconds: number): number {
  const exact = anchor.seconds * 1000 + Math.max(0, monotonicNow - anchor.monotonicAt);
  const step = stepSeconds * 1000;
  // The remainder of a negative number is negative: time taken away may leave a timer below zero.
  return step - (((exact % step) + step) % step);
}

/** Time of all timers together, in whole seconds: what has been worked but not logged. */
export function unloggedSeconds(timers: readonly Timer[], monotonicNow: number): number {
  return timers.reduce((sum, timer) => sum + elapsedSeconds(timer, monotonicNow), 0);
}
