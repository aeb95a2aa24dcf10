import type { MirroredTimer } from "../mirror/reducer.ts";
import { elapsedSeconds } from "../model/elapsed.ts";
import type { Clock } from "../platform/ports.ts";
import type { TimerHeard } from "./absence.ts";

/** A timer as the mirror has it now; null where it has none. */
export function heardNow(
  timer: MirroredTimer | undefined,
  clock: Clock,
  clockOffset: number | null,
): TimerHeard | null {
  if (timer === undefined) return null;
  const seconds = elapsedSeconds(timer, clock.monotonicNow());
  return heardAt({ id: timer.resource.id, state: timer.state, seconds }, clock.wallNow(), clockOffset);
}

/** A timer as the account told it then, in epoch milliseconds. */
export function heardAt(
  { id, state, seconds }: Pick<TimerHeard, "id" | "state" | "seconds">,
  at: number,
  clockOffset: number | null,
): TimerHeard {
  return { id, state, seconds, heardAt: at, accountHeardAt: clockOffset === null ? null : at + clockOffset };
}
