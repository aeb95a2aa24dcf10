import type { Instant } from "../model/instant.ts";
import type { ReminderFacts } from "./facts.ts";
import { minute } from "./step.ts";
import { type LocalTime, minutesUntil, workingDay, type WorkingHours } from "./working-hours.ts";

/** Somebody who used the computer within this time is there, in milliseconds. */
export const activeWithin = 2 * minute;

export interface Silence {
  /** Null where they do not matter. */
  readonly hours: WorkingHours | null;
  /** No reminder before this instant, epoch milliseconds. */
  readonly silentUntil: number | null;
}

/** How long something that is due has to wait until it may be shown, in milliseconds; null where it may now. */
export function waitToShow(
  { hours, silentUntil }: Silence,
  { isHeldBack, secondsSinceInput }: ReminderFacts,
  now: Instant,
  local: LocalTime,
): number | null {
  if (silentUntil !== null && silentUntil > now.wall) return silentUntil - now.wall;
  if (hours !== null && workingDay(local, hours) === null) return minutesUntil(local, hours.from) * minute;
  if (isHeldBack) return minute;
  // Where nothing tells of input, somebody may be there.
  const isAway = secondsSinceInput !== null && secondsSinceInput * 1000 >= activeWithin;
  return isAway ? activeWithin : null;
}
