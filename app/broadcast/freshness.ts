/** How far `sent_at` may lie from the present, either way, in milliseconds. */
export const freshnessTolerance = 300_000;

/**
 * True where a broadcast was sent about now. `wallNow` is our clock and `clockOffset` the account's clock minus
 * ours (null while unknown), both in milliseconds: a desktop's clock is often wrong, the sender's hardly ever.
 */
export function isFresh(sentAt: number, wallNow: number, clockOffset: number | null): boolean {
  return Math.abs(sentAt - (wallNow + (clockOffset ?? 0))) <= freshnessTolerance;
}

/**
 * The clock by which broadcasts are dated, as the newest genuine one showed it. It may differ from the clock of the
 * account's answers, and is not moved when ours is set.
 */
export class SenderClock {
  #newest: { readonly sentAt: number; readonly at: number } | null = null;

  /** Takes note of a genuine broadcast. `now` is the monotonic clock. */
  note(sentAt: number, now: number): void {
    if (this.#newest === null || sentAt > this.#newest.sentAt) this.#newest = { sentAt, at: now };
  }

  /** True where a broadcast is newer than all before it, or about as new as the newest must be by now. */
  agrees(sentAt: number, now: number): boolean {
    if (this.#newest === null) return false;
    const present = this.#newest.sentAt + (now - this.#newest.at);
    return sentAt > this.#newest.sentAt || Math.abs(sentAt - present) <= freshnessTolerance;
  }
}
