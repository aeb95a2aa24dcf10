/** One instant on both clocks, in milliseconds: the system's may be set, the monotonic one is what anchors refer to. */
export interface Instant {
  /** Since the epoch. */
  readonly wall: number;
  readonly monotonic: number;
}

export function instantNow(clock: { wallNow(): number; monotonicNow(): number }): Instant {
  return { wall: clock.wallNow(), monotonic: clock.monotonicNow() };
}
