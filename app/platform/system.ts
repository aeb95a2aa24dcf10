import { uptime } from "node:os";
import type { Clock, Random } from "./ports.ts";

/** The machine's own clocks and timers. The monotonic one may stand still while the machine sleeps. */
export const systemClock: Clock = {
  wallNow: () => Date.now(),
  // `performance` would load a module of 12 ms, before the icon stands.
  monotonicNow: () => Number(process.hrtime.bigint()) / nanosecondsPerMillisecond,
  setTimeout: (callback, milliseconds) => {
    let timeout = wait(milliseconds);
    function wait(left: number): NodeJS.Timeout {
      if (left <= longestTimeout) return setTimeout(callback, left);
      return setTimeout(() => (timeout = wait(left - longestTimeout)), longestTimeout);
    }
    return () => clearTimeout(timeout);
  },
};

const nanosecondsPerMillisecond = 1e6;

/** Node takes a longer wait, which is more than 24 days, for one of a millisecond. */
const longestTimeout = 2 ** 31 - 1;

/** When this computer was started, epoch milliseconds. */
export function systemBootedAt(): number {
  return Date.now() - uptime() * 1000;
}

/** The machine's own chance. */
export const systemRandom: Random = {
  fraction: () => Math.random(),
  // Loaded when it is wanted, which is after the icon stands.
  bytes: (count) => process.getBuiltinModule("node:crypto").randomBytes(count),
};
