import { elapsedSeconds } from "../../app/model/elapsed.ts";
import { isRunning, type Timer } from "../../app/model/timer.ts";
import { useTicking } from "./use-ticking.ts";

/** The minutes that logging the timer now would count: a begun minute is a minute. */
export function useClockMinutes(timer: Timer): number {
  return useTicking(isRunning(timer) ? timer.anchor : null, (now) =>
    Math.max(0, Math.ceil(elapsedSeconds(timer, now) / 60)),
  );
}
