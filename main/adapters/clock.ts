import type { Clock } from "../../app/ports.ts";

/** The machine's clocks. The monotonic one may stand still while the machine sleeps. */
export const systemClock: Clock = {
  wallNow: () => Date.now(),
  monotonicNow: () => performance.now(),
  setTimeout: (callback, milliseconds) => {
    const timeout = setTimeout(callback, milliseconds);
    return () => clearTimeout(timeout);
  },
};
