import type { Instant } from "./absence/absence-keeper.ts";
import type { Clock } from "./ports.ts";

/** Each look wakes the processor: no more often than a wake may be noticed late. */
const tick = 2_000;
const sleepAtLeast = 10_000;

/**
 * Notices a sleep of the machine by the time that went missing, since some Linux systems announce none.
 * A clock that was set forward looks the same and does no harm. Told when the machine was awake for the last time. Answers a function that ends the watch.
 */
export function watchForSleep(clock: Clock, onWake: (lastAwake: Instant) => void): () => void {
  const now = (): Instant => ({ wall: clock.wallNow(), monotonic: clock.monotonicNow() });
  let last = now();
  const check = (): void => {
    const lastAwake = last;
    last = now();
    cancel = clock.setTimeout(check, tick);
    if (last.wall - lastAwake.wall - tick > sleepAtLeast) onWake(lastAwake);
  };
  let cancel = clock.setTimeout(check, tick);
  return () => cancel();
}
