import { timersTexts } from "../../app/texts/timers.ts";
import { elapsedSeconds } from "../../app/model/elapsed.ts";
import { formatClock, formatHoursMinutes } from "../../app/model/format.ts";
import type { Timer } from "../../app/model/timer.ts";
import { useTicking } from "./use-ticking.ts";

/** Hours and minutes large, seconds quiet. Screen readers can ask for it; no tick is announced. */
export function Clock({ timer }: { readonly timer: Timer }) {
  const seconds = useTicking(timer.anchor, (now) => elapsedSeconds(timer, now));
  const large = formatHoursMinutes(seconds);
  return (
    <div className="clock" role="timer" aria-live="off" aria-label={timersTexts.elapsedOn(timer.project.name)}>
      {large}
      <small>{formatClock(seconds).slice(large.length)}</small>
    </div>
  );
}
