/** Reminds somebody who is active in working hours while no timer runs. */
import type { Instant } from "../model/instant.ts";
import type { ReminderFacts } from "./facts.ts";
import { activeWithin } from "./may-show.ts";
import { longestWait, minute, type Step } from "./step.ts";
import { type LocalTime, minutesUntil, workingDay, type WorkingHours } from "./working-hours.ts";

export interface NotTrackingSettings {
  readonly hours: WorkingHours;
  readonly afterMinutes: number;
  /** No reminder before this instant, epoch milliseconds. */
  readonly silentUntil: number | null;
}

/** One time in which no timer runs, on one working day. */
export interface TimerFree {
  readonly ran: boolean;
  /** When the last timer ended, epoch milliseconds; null where that was before the app began. */
  readonly since: number | null;
  /** The working day that the rest is about; null before the first. */
  readonly day: string | null;
  readonly reminded: boolean;
  /** How long somebody was active in it within working hours, in milliseconds. */
  readonly active: number;
  /** When it was last looked, on the monotonic clock; null while time does not count. */
  readonly lookedAt: number | null;
}

export const freshTimerFree: TimerFree = {
  ran: false,
  since: null,
  day: null,
  reminded: false,
  active: 0,
  lookedAt: null,
};

/** Nobody is reminded so soon after a timer was stopped. */
const quietAfterStop = 5 * minute;

export interface NotTracking {
  readonly kind: "not-tracking";
  readonly since: number | null;
}

/**
 * Counts only while the account is heard and somebody is there in working hours: what is not known is not reminded of,
 * and neither is an evening or a lunch. Looks once a minute meanwhile. One reminder for each time without a timer.
 */
export function lookNotTracking(
  before: TimerFree,
  facts: ReminderFacts,
  settings: NotTrackingSettings,
  now: Instant,
  local: LocalTime,
): Step<TimerFree, NotTracking> {
  const { hours, silentUntil } = settings;
  const quiet = (state: TimerFree, lookIn: number | null): Step<TimerFree, NotTracking> => ({
    state: { ...state, lookedAt: null },
    show: null,
    lookIn: lookIn === null ? null : Math.min(longestWait, Math.max(1, lookIn)),
  });
  if (!facts.isKnown) return quiet(before, null);
  if (facts.running !== null) return quiet({ ...freshTimerFree, ran: true }, null);
  const ended = before.ran ? { ...freshTimerFree, since: now.wall } : before;
  if (silentUntil !== null && silentUntil > now.wall) {
    return quiet({ ...ended, reminded: false, active: 0 }, silentUntil - now.wall);
  }
  const day = workingDay(local, hours);
  if (day === null) return quiet(ended, minutesUntil(local, hours.from) * minute);
  const free = ended.day === day ? ended : { ...ended, day, reminded: false, active: 0 };
  if (free.reminded) return quiet(free, longestWait);
  return count(free, facts, settings, now);
}

function count(
  free: TimerFree,
  { secondsSinceInput, isHeldBack }: ReminderFacts,
  { afterMinutes }: NotTrackingSettings,
  now: Instant,
): Step<TimerFree, NotTracking> {
  const isActive = secondsSinceInput !== null && secondsSinceInput * 1000 < activeWithin;
  // No longer than between two looks: a computer that slept counts nothing.
  const passed = free.lookedAt === null ? 0 : Math.min(minute, Math.max(0, now.monotonic - free.lookedAt));
  const active = free.active + (isActive ? passed : 0);
  const sinceStop = free.since === null ? quietAfterStop : Math.abs(now.wall - free.since);
  const left = Math.max(afterMinutes * minute - active, quietAfterStop - sinceStop);
  if (left <= 0 && isActive && !isHeldBack) {
    return {
      state: { ...free, reminded: true, active: 0, lookedAt: null },
      show: { kind: "not-tracking", since: free.since },
      lookIn: longestWait,
    };
  }
  const lookIn = left <= 0 ? minute : Math.min(minute, left);
  return { state: { ...free, active, lookedAt: now.monotonic }, show: null, lookIn };
}
