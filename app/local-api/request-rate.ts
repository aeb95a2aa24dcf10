import type { Clock } from "../platform/ports.ts";

/** Requests of one client that are taken within a second, and at once after a rest. */
export const requestsPerSecond = 20;

/** A bucket that fills by itself: no timer runs for it. */
export interface RequestRate {
  /** How many milliseconds until one more may be taken; 0: now. */
  wait(): number;
  note(): void;
}

export function createRequestRate(clock: Pick<Clock, "monotonicNow">): RequestRate {
  let left = requestsPerSecond;
  let filledAt = clock.monotonicNow();

  function fill(): void {
    const now = clock.monotonicNow();
    left = Math.min(requestsPerSecond, left + ((now - filledAt) / 1000) * requestsPerSecond);
    filledAt = now;
  }

  return {
    wait() {
      fill();
      return left >= 1 ? 0 : Math.ceil(((1 - left) / requestsPerSecond) * 1000);
    },
    note() {
      fill();
      left -= 1;
    },
  };
}
