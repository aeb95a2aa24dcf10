import { elapsedSeconds } from "../model/elapsed.ts";
import type { Timer } from "../model/timer.ts";
import type { SeenTimer } from "./command.ts";

/**
 * What somebody who looks at `timer` sees at `monotonicNow` (the clock of its anchor). Keep the timer as it was when
 * a menu or sheet was opened, and call this when the person decides: so a change in between is noticed.
 */
export function seenOf(timer: Pick<Timer, "id" | "state" | "anchor" | "description">, monotonicNow: number): SeenTimer {
  const { id, state, description } = timer;
  return { id, state, description, seconds: elapsedSeconds(timer, monotonicNow) };
}
