/** When to remind of what. Pure: everything it needs is given, and what it has to remember is returned. */
import type { Settings } from "../contract/settings.ts";
import type { Instant } from "../model/instant.ts";
import { type BreakDue, lookBreak } from "./break.ts";
import { type DayEnd, lookDayEnd } from "./day-end.ts";
import type { ReminderFacts } from "./facts.ts";
import type { ReminderMemory } from "./memory.ts";
import { lookNotTracking, type NotTracking } from "./not-tracking.ts";
import { longestWait, minute, type Step } from "./step.ts";
import { lookStillRunning, type StillRunning } from "./still-running.ts";
import type { LocalTime } from "./working-hours.ts";

export type Reminder = NotTracking | StillRunning | DayEnd | BreakDue;

export type ReminderSettings = Pick<
  Settings,
  | "remindNotTracking"
  | "notTrackingMinutes"
  | "remindStillRunning"
  | "stillRunningHours"
  | "remindDayEnd"
  | "dayEndAt"
  | "remindBreak"
  | "breakMinutes"
  | "workingHours"
  | "remindersSilentUntil"
>;

export function isAnyWanted(settings: ReminderSettings): boolean {
  const { remindNotTracking, remindStillRunning, remindDayEnd, remindBreak } = settings;
  return remindNotTracking || remindStillRunning || remindDayEnd || remindBreak;
}

/** Hours and silence are those of this moment, whatever they were when a reminder began to be due. One at a time. */
export function nextReminder(
  memory: ReminderMemory,
  facts: ReminderFacts,
  settings: ReminderSettings,
  now: Instant,
  local: LocalTime,
): Step<ReminderMemory, Reminder> {
  const { remindNotTracking, remindStillRunning, remindDayEnd, remindBreak } = settings;
  const silence = { hours: settings.workingHours, silentUntil: settings.remindersSilentUntil };
  const waits: number[] = [];
  let show: Reminder | null = null;

  function look<State>(isWanted: boolean, before: State, step: () => Step<State, Reminder>): State {
    if (!isWanted) return before;
    const next = step();
    if (next.lookIn !== null) waits.push(next.lookIn);
    if (next.show === null) return next.state;
    // What is due at the same moment comes a minute later.
    waits.push(minute);
    if (show !== null) return before;
    show = next.show;
    return next.state;
  }

  const state: ReminderMemory = {
    timerFree: look(remindNotTracking, memory.timerFree, () =>
      lookNotTracking(memory.timerFree, facts, { ...silence, afterMinutes: settings.notTrackingMinutes }, now, local),
    ),
    untouched: look(remindStillRunning, memory.untouched, () =>
      lookStillRunning(memory.untouched, facts, { ...silence, afterHours: settings.stillRunningHours }, now, local),
    ),
    dayEnd: look(remindDayEnd, memory.dayEnd, () =>
      lookDayEnd(memory.dayEnd, facts, { ...silence, at: settings.dayEndAt }, now, local),
    ),
    work: look(remindBreak, memory.work, () =>
      lookBreak(memory.work, facts, { ...silence, afterMinutes: settings.breakMinutes }, now, local),
    ),
  };
  const lookIn = waits.length === 0 ? null : Math.min(longestWait, Math.max(1, Math.min(...waits)));
  return { state, show, lookIn };
}
