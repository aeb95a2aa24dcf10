import { type Weekday, weekdays } from "../contract/setting-fields.ts";
import type { Settings } from "../contract/settings.ts";
import { daysBefore } from "../model/day.ts";

export type WorkingHours = Settings["workingHours"];

/** What the clock on the wall says in this computer's time zone. */
export interface LocalTime {
  /** `YYYY-MM-DD` */
  readonly date: string;
  /** Whole minutes since midnight. */
  readonly minutes: number;
}

/** In the zone that the computer is in now: a laptop travels. */
export function localTime(epochMilliseconds: number): LocalTime {
  const at = new Date(epochMilliseconds);
  const date = [at.getFullYear(), at.getMonth() + 1, at.getDate()].map((part) => String(part).padStart(2, "0"));
  return { date: date.join("-"), minutes: at.getHours() * 60 + at.getMinutes() };
}

/** `HH:MM` in minutes since midnight. */
export function minutesOf(time: string): number {
  const [hours, minutes] = time.split(":").map(Number);
  return (hours ?? 0) * 60 + (minutes ?? 0);
}

/** The day on which the working hours began that it is now, `YYYY-MM-DD`; null outside. Hours may go past midnight. */
export function workingDay({ date, minutes }: LocalTime, hours: WorkingHours): string | null {
  const begin = minutesOf(hours.from);
  const end = minutesOf(hours.to);
  const isWorked = (day: string): boolean => isWorkedOn(day, hours);
  if (minutes >= begin && (minutes < end || end <= begin) && isWorked(date)) return date;
  const before = daysBefore(date, 1);
  return end <= begin && minutes < end && isWorked(before) ? before : null;
}

export function isWorkedOn(date: string, { days }: WorkingHours): boolean {
  return days.includes(weekdayOf(date));
}

function weekdayOf(date: string): Weekday {
  // Sunday is 0 for a date, and the last here.
  return weekdays[(new Date(`${date}T00:00:00Z`).getUTCDay() + 6) % 7] ?? "monday";
}

/** How many minutes until the clock shows that time next: more than none, at most a day. */
export function minutesUntil({ minutes }: LocalTime, time: string): number {
  return ((minutesOf(time) - minutes + 1440 - 1) % 1440) + 1;
}
