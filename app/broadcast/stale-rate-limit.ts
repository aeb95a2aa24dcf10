import type { CancelTimeout, Clock } from "../platform/ports.ts";

/** At most one reconcile for stale broadcasts in this many milliseconds. */
export const staleReconcileInterval = 60_000;

/**
 * Lets stale broadcasts ask for a reconcile once a minute.
 *
 * One that is newer than all before it, and yet looks stale, says that our clock is wrong rather than that somebody
 * replays: it is not dropped but served when the minute is over. A replayed one is older than what was seen, and
 * adds nothing.
 */
export class StaleRateLimit {
  readonly #clock: Clock;
  readonly #onOverdue: () => void;
  #lastServed = Number.NEGATIVE_INFINITY;
  #newestSeen = Number.NEGATIVE_INFINITY;
  #cancel: CancelTimeout | null = null;

  constructor(clock: Clock, onOverdue: () => void) {
    this.#clock = clock;
    this.#onOverdue = onOverdue;
  }

  /** Takes note of any genuine broadcast. */
  note(sentAt: number): void {
    this.#newestSeen = Math.max(this.#newestSeen, sentAt);
  }

  /** True where a reconcile is due at once for a stale broadcast sent at `sentAt`. */
  take(sentAt: number): boolean {
    const wait = this.#lastServed + staleReconcileInterval - this.#clock.monotonicNow();
    const isNews = sentAt > this.#newestSeen;
    this.note(sentAt);
    if (wait <= 0) {
      this.#serve();
      return true;
    }
    if (isNews && this.#cancel === null) {
      this.#cancel = this.#clock.setTimeout(() => {
        this.#serve();
        this.#onOverdue();
      }, wait);
    }
    return false;
  }

  close(): void {
    this.#cancel?.();
    this.#cancel = null;
  }

  #serve(): void {
    this.close();
    this.#lastServed = this.#clock.monotonicNow();
  }
}
