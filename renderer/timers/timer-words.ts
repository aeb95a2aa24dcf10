import { strings } from "../../app/texts/strings.ts";
import { isRunning, type Timer } from "../../app/model/timer.ts";

/** "running at 1:23", "paused at 0:42", or that it is gone. */
export function timerInWords(timer: Timer | null, time: string): string {
  if (timer === null) return strings.log.gone;
  return isRunning(timer) ? strings.log.isRunningAt(time) : strings.log.isPausedAt(time);
}
