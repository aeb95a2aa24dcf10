import { type Instant, instantNow } from "../model/instant.ts";
import type { Clock } from "../platform/ports.ts";

/** Each look wakes the processor: no more often than a wake may be noticed late. */
const tick = 2_000;
const sleepAtLeast = 10_000;

export interface SleepWatch {
  /** Looks now, for whoever can't wait for the next look. */
  look(): void;
  stop(): void;
}

/**
 * Notices a sleep of the machine by the time that went missing, since some Linux systems announce none.
 * A clock that was set forward looks the same and does no harm. Told when the machine was awake for the last time.
 */
export function watchForSleep(clock: Clock, onWake: (lastAwake: Instant) => void): SleepWatch {
  let last = instantNow(clock);
  const look = (): void => {
    const lastAwake = last;
    const now = instantNow(clock);
    last = now;
    if (now.wall - lastAwake.wall - tick > sleepAtLeast) onWake(lastAwake);
  };
  const check = (): void => {
    cancel = clock.setTimeout(check, tick);
    look();
  };
  let cancel = clock.setTimeout(check, tick);
  return { look, stop: () => cancel() };
}
