import { elapsedSeconds } from "../model/elapsed.ts";
import type { Timer } from "../model/timer.ts";
import type { ExpectedTimer } from "./command.ts";

/**
 * What a person who looks at `timer` sees at `monotonicNow` (the clock of its anchor). Keep the timer as it was when
 * a menu or sheet was opened, and call this when the person decides: so a change in between is noticed.
 */
export function expectedTimer(
  timer: Pick<Timer, "id" | "state" | "anchor" | "description">,
  monotonicNow: number,
): ExpectedTimer {
  const { id, state, description } = timer;
  return { id, state, description, seconds: elapsedSeconds(timer, monotonicNow) };
}
