import { type Instant, instantNow } from "./model/instant.ts";
import type { Clock } from "./ports.ts";

/** Each look wakes the processor: no more often than a wake may be noticed late. */
const tick = 2_000;
const sleepAtLeast = 10_000;

/**
 * Notices a sleep of the machine by the time that went missing, since some Linux systems announce none.
 * A clock that was set forward looks the same and does no harm. Told when the machine was awake for the last time. Answers a function that ends the watch.
 */
export function watchForSleep(clock: Clock, onWake: (lastAwake: Instant) => void): () => void {
  let last = instantNow(clock);
  const check = (): void => {
    const lastAwake = last;
    last = instantNow(clock);
    cancel = clock.setTimeout(check, tick);
    if (last.wall - lastAwake.wall - tick > sleepAtLeast) onWake(lastAwake);
  };
  let cancel = clock.setTimeout(check, tick);
  return () => cancel();
}
