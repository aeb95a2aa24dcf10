/** Leads to the review at the end of a working day, or the next time somebody is there. */
import { daysBefore } from "../model/day.ts";
import type { Instant } from "../model/instant.ts";
import type { ReminderFacts } from "./facts.ts";
import { type Silence, waitToShow } from "./may-show.ts";
import { minute, type Step } from "./step.ts";
import { isWorkedOn, type LocalTime, minutesOf, minutesUntil, workingDay, type WorkingHours } from "./working-hours.ts";

export interface DayEndState {
  /** The last day that is done with, `YYYY-MM-DD`; null before the first. */
  readonly settled: string | null;
  readonly ran: boolean;
  /** When the last timer ended, epoch milliseconds; null where that was not seen. */
  readonly stoppedAt: number | null;
}

export const freshDayEnd: DayEndState = { settled: null, ran: false, stoppedAt: null };

export interface DayEndSettings {
  readonly hours: WorkingHours;
  readonly silentUntil: number | null;
  /** `HH:MM` */
  readonly at: string;
}

export interface DayEnd {
  readonly kind: "day-end";
  /** The day that is not logged, where it is an earlier one. */
  readonly missed: string | null;
}

/** A person who just stopped a timer is about to do something about it. */
const quietAfterStop = 5 * minute;

export function lookDayEnd(
  before: DayEndState,
  facts: ReminderFacts,
  { hours, silentUntil, at }: DayEndSettings,
  now: Instant,
  local: LocalTime,
): Step<DayEndState, DayEnd> {
  if (!facts.isKnown) return { state: before, show: null, lookIn: null };
  const runs = facts.running !== null;
  const yesterday = daysBefore(local.date, 1);
  const state: DayEndState = {
    // Days before this was first wanted are nobody's business.
    settled: before.settled ?? yesterday,
    ran: runs,
    stoppedAt: before.ran && !runs ? now.wall : before.stoppedAt,
  };
  const due = dueDay(state, facts, hours, at, local);
  const untilEnd = minutesUntil(local, at) * minute;
  if (due === null) return { state, show: null, lookIn: untilEnd };
  if (due.day === null) return { state: { ...state, settled: due.settles }, show: null, lookIn: untilEnd };
  const sinceStop = state.stoppedAt === null ? quietAfterStop : Math.abs(now.wall - state.stoppedAt);
  const silence: Silence = { hours: due.day === local.date ? null : hours, silentUntil };
  const wait = sinceStop < quietAfterStop ? quietAfterStop - sinceStop : waitToShow(silence, facts, now, local);
  if (wait !== null) return { state, show: null, lookIn: wait };
  const show: DayEnd = { kind: "day-end", missed: due.day === local.date ? null : due.day };
  return { state: { ...state, settled: due.settles }, show, lookIn: untilEnd };
}

interface Due {
  readonly settles: string;
  /** Null where nothing of it is left to log. */
  readonly day: string | null;
}

function dueDay(
  { settled }: DayEndState,
  { timers }: ReminderFacts,
  hours: WorkingHours,
  at: string,
  local: LocalTime,
): Due | null {
  const { date, minutes } = local;
  const isOpen = (day: string): boolean => settled !== null && settled < day && isWorkedOn(day, hours);
  if (minutes >= minutesOf(at) && isOpen(date)) return { settles: date, day: timers.length > 0 ? date : null };
  const missed = [1, 2, 3, 4, 5, 6, 7].map((count) => daysBefore(date, count)).find(isOpen);
  if (missed === undefined || workingDay(local, hours) === null) return null;
  const isLeft = timers.some((timer) => timer.date !== null && timer.date <= missed);
  return { settles: daysBefore(date, 1), day: isLeft ? missed : null };
}
