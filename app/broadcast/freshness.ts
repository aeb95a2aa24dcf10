/** How far `sent_at` may lie from the present, either way, in milliseconds. */
export const freshnessTolerance = 300_000;

/**
 * True where a broadcast was sent about now. `wallNow` is our clock and `clockOffset` the account's clock minus
 * ours (null while unknown), both in milliseconds: a desktop's clock is often wrong, the sender's hardly ever.
 */
export function isFresh(sentAt: number, wallNow: number, clockOffset: number | null): boolean {
  return Math.abs(sentAt - (wallNow + (clockOffset ?? 0))) <= freshnessTolerance;
}
