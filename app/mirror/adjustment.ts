import type { NokoTimer } from "../noko/resources.ts";
import { middleOf } from "./exchange-middle.ts";
import type { CheckedTimer } from "./guard.ts";
import type { MirrorEvent } from "./reducer.ts";

/** Time that was added to a timer, or taken away where negative, and can be given back. */
export interface Adjustment {
  readonly timer: NokoTimer;
  readonly seconds: number;
}

/** Seconds cut on both sides and the way of two answers may come to this. */
const measuringError = 2;

/**
 * What an adjustment by `asked` seconds did. The account may do less than was asked (a timer does not go below
 * zero), and to give back more than was taken would invent time. Null where nothing was done.
 */
export function adjustmentMade(asked: number, before: CheckedTimer, after: MirrorEvent): Adjustment | null {
  if (after.kind !== "timer") return null;
  const running = before.timer.state === "running";
  const passed = running ? (middleOf(after.exchanged) - middleOf(before)) / 1000 : 0;
  const measured = Math.round(after.timer.seconds - before.timer.seconds - passed);
  const seconds = Math.abs(measured - asked) <= measuringError ? asked : measured;
  return seconds === 0 ? null : { timer: after.timer, seconds };
}
