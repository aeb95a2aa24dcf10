import { usableLocale } from "./locale.ts";
import { createLocalFormat, isSameLocalDay } from "./local-format.ts";

/**
 * Formats instants for a reader's locale: the time of day; with the date where it is not today. Formatters are made
 * only when they are needed.
 */
export function createInstantFormat(systemLocale: string): (epochMilliseconds: number, now: number) => string {
  const time = createLocalFormat(() => timeFormat(usableLocale(systemLocale)));
  const dated = createLocalFormat(() => datedFormat(usableLocale(systemLocale)));
  return (epochMilliseconds, now) => (isSameLocalDay(epochMilliseconds, now) ? time : dated)(epochMilliseconds);
}

function timeFormat(locale: string): Intl.DateTimeFormat {
  return new Intl.DateTimeFormat(locale, { hour: "numeric", minute: "2-digit" });
}

function datedFormat(locale: string): Intl.DateTimeFormat {
  return new Intl.DateTimeFormat(locale, { month: "short", day: "numeric", hour: "numeric", minute: "2-digit" });
}
