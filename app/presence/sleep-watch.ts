import { type Instant, instantNow } from "../model/instant.ts";
import type { Clock } from "../platform/ports.ts";

/** In milliseconds. Each check wakes the processor, so it comes no more often than a sleep may be noticed late. */
const interval = 10_000;
const sleepAtLeast = 10_000;

export interface SleepWatch {
  /** Checks at once, where the next time is too late. */
  checkNow(): void;
  stop(): void;
}

/**
 * Notices a sleep of the machine by the time that went missing, since some Linux systems announce none.
 * A clock that was set forward appears the same and does no harm. Passes on when the machine was awake for the last
 * time that is known.
 */
export function watchForSleep(clock: Clock, onWake: (lastAwake: Instant) => void): SleepWatch {
  let last = instantNow(clock);
  const checkNow = (): void => {
    const lastAwake = last;
    const now = instantNow(clock);
    last = now;
    // Where the monotonic clock goes on in a sleep, no more than an interval of it was spent awake.
    const awake = Math.min(now.monotonic - lastAwake.monotonic, interval);
    if (now.wall - lastAwake.wall - awake > sleepAtLeast) onWake(lastAwake);
  };
  const check = (): void => {
    cancel = clock.setTimeout(check, interval);
    checkNow();
  };
  let cancel = clock.setTimeout(check, interval);
  return { checkNow, stop: () => cancel() };
}
