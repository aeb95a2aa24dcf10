import type { Clock } from "./ports.ts";

/** Each look wakes the processor: no more often than a wake may be noticed late. */
const tick = 2_000;
const sleepAtLeast = 10_000;

/**
 * Notices a sleep of the machine by the time that went missing, since some Linux systems announce none.
 * A clock that was set forward looks the same and does no harm. Answers a function that ends the watch.
 */
export function watchForSleep(clock: Clock, onWake: () => void): () => void {
  let last = clock.wallNow();
  const check = (): void => {
    const now = clock.wallNow();
    const missing = now - last - tick;
    last = now;
    cancel = clock.setTimeout(check, tick);
    if (missing > sleepAtLeast) onWake();
  };
  let cancel = clock.setTimeout(check, tick);
  return () => cancel();
}
