import type { Instant } from "../model/instant.ts";
import { middleOf } from "../mirror/exchange-middle.ts";
import type { MirrorSync } from "../mirror/mirror-sync.ts";
import type { Clock } from "../platform/ports.ts";
import { type Absence, judgeAbsence, type Verdict } from "./absence.ts";
import { othersOf } from "./other-timers.ts";
import { heardAt } from "./timer-heard.ts";

export interface CheckReturnPorts {
  readonly clock: Clock;
  readonly clockOffset: () => number | null;
  readonly mirror: Pick<MirrorSync, "fetchTimer" | "reconcile" | "state">;
}

/** Asks the account what became of the timer while the computer was left. Throws `ApiError` where it can't be asked. */
export async function checkReturn(
  { clock, clockOffset, mirror }: CheckReturnPorts,
  absence: Absence,
  backAt: Instant,
): Promise<Verdict> {
  // The other timers say whether somebody was at work on another device.
  await mirror.reconcile();
  const { value, ...exchanged } = await mirror.fetchTimer(absence.projectId);
  const answeredAt = middleOf(exchanged);
  const at = clock.wallNow() - (clock.monotonicNow() - answeredAt);
  const timer = value === null ? null : heardAt(value, at, clockOffset());
  const { timers, listSequence } = mirror.state();
  const others = listSequence < 0 ? null : othersOf(timers.values(), absence.timerId);
  return judgeAbsence(absence, timer, Math.max(0, (answeredAt - backAt.monotonic) / 1000), others);
}
