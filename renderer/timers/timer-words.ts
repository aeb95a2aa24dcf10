import { timersTexts } from "../../app/texts/timers.ts";
import { isRunning, type Timer } from "../../app/model/timer.ts";

/** "running at 1:23", "paused at 0:42", or that it is gone. */
export function timerInWords(timer: Timer | null, time: string): string {
  if (timer === null) return timersTexts.gone;
  return isRunning(timer) ? timersTexts.isRunningAt(time) : timersTexts.isPausedAt(time);
}
