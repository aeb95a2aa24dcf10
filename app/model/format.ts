import type { TimeFormat } from "./account.ts";
import { assertNever } from "./assert-never.ts";

/** `4985` → `1:23`. Minutes are cut, not rounded, like every clock does. Negative time counts as zero. */
export function formatHoursMinutes(seconds: number): string {
  const minutes = Math.floor(Math.max(0, seconds) / 60);
  return `${Math.floor(minutes / 60)}:${pad(minutes % 60)}`;
}

/** `5025` → `1:23:45`. */
export function formatClock(seconds: number): string {
  return `${formatHoursMinutes(seconds)}:${pad(Math.floor(Math.max(0, seconds)) % 60)}`;
}

/** `4985` → `1:23` or `1.38`, as the person's account writes time; both from the same whole minutes. */
export function formatDuration(seconds: number, timeFormat: TimeFormat): string {
  switch (timeFormat) {
    case "hours_minutes":
      return formatHoursMinutes(seconds);
    case "fraction":
      return (Math.floor(Math.max(0, seconds) / 60) / 60).toFixed(2);
    default:
      return assertNever(timeFormat, "time format");
  }
}

/** With its sign: `+0:05`, `−0:15`. */
export function formatChange(seconds: number, timeFormat: TimeFormat): string {
  return `${seconds < 0 ? "−" : "+"}${formatDuration(Math.abs(seconds), timeFormat)}`;
}

function pad(value: number): string {
  return String(value).padStart(2, "0");
}

/**
 * Rounds minutes up to the project's billing increment, as the server does when a timer is logged.
 * Without a known increment the minutes are left alone.
 */
export function roundUpMinutes(minutes: number, increment: number | null): number {
  if (increment === null || increment <= 1) return Math.ceil(minutes);
  return Math.ceil(minutes / increment) * increment;
}

/** What a timer that shows `seconds` becomes when it is logged without a word about minutes. */
export function loggedMinutes(seconds: number, increment: number | null): number {
  return roundUpMinutes(Math.ceil(Math.max(0, seconds) / 60), increment);
}
