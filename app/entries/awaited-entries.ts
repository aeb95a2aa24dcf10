import type { TimerCommand } from "../contract/command.ts";
import { elapsedSeconds } from "../model/elapsed.ts";
import { loggedMinutes, roundUpMinutes } from "../model/format.ts";
import type { Project } from "../model/project.ts";
import type { Timer } from "../model/timer.ts";

export type LogCommand = Extract<TimerCommand, { kind: "log" }>;

/** A timer that ended, whose entry was not read yet: until then its time stays in the sum of the day. */
export interface AwaitedEntry {
  readonly date: string;
  readonly minutes: number;
  readonly project: Project;
}

/**
 * What `timer` brings to the day `today`, as far as that can be known before its entry is read; null for nothing.
 * `command` is our own Log that ended it. Without one it was logged elsewhere, or discarded there: then it counts for
 * no more than it showed.
 */
export function awaitedEntry(
  timer: Timer,
  command: LogCommand | undefined,
  today: string,
  monotonicNow: number,
): AwaitedEntry | null {
  const { project } = timer;
  const date = command?.entryDate ?? timer.date ?? today;
  const increment = command === undefined ? null : project.billingIncrement;
  const shown = loggedMinutes(elapsedSeconds(timer, monotonicNow), increment);
  const minutes = command?.minutes === undefined ? shown : roundUpMinutes(command.minutes, increment);
  return date === today && minutes > 0 ? { date, minutes, project } : null;
}
