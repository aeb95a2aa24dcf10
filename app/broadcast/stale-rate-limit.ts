import type { Clock } from "../platform/ports.ts";

/** At most one reconcile for stale broadcasts in this many milliseconds. */
export const staleReconcileInterval = 60_000;

/** Lets stale broadcasts, which may be replayed ones, ask for a reconcile once a minute. */
export class StaleRateLimit {
  readonly #clock: Pick<Clock, "monotonicNow">;
  #lastServed = Number.NEGATIVE_INFINITY;

  constructor(clock: Pick<Clock, "monotonicNow">) {
    this.#clock = clock;
  }

  /** True where a reconcile is due now. */
  take(): boolean {
    const now = this.#clock.monotonicNow();
    if (now - this.#lastServed < staleReconcileInterval) return false;
    this.#lastServed = now;
    return true;
  }
}
