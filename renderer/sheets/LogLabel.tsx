import { timersTexts } from "../../app/texts/timers.ts";
import { elapsedSeconds } from "../../app/model/elapsed.ts";
import { loggedMinutes } from "../../app/model/format.ts";
import { isRunning, type Timer } from "../../app/model/timer.ts";
import { useDuration } from "../ui/use-duration.ts";
import { useTicking } from "../ui/use-ticking.ts";

/** "Log 1:30…": what logging would make of the timer, before the sheet opens. */
export function LogLabel({ timer }: { readonly timer: Timer }) {
  const duration = useDuration();
  return useTicking(isRunning(timer) ? timer.anchor : null, (now) => {
    const minutes = loggedMinutes(elapsedSeconds(timer, now), timer.project.billingIncrement);
    return timersTexts.logWithResult(duration(minutes * 60));
  });
}
