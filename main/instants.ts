/**
 * Formats instants for a reader's place: the time of day; with the date where it is not today. Formatters are made
 * once, and only when they are needed, since each costs milliseconds.
 */
export function createInstantFormat(systemLocale: string): (epochMilliseconds: number, now: number) => string {
  let time: Intl.DateTimeFormat | null = null;
  let dated: Intl.DateTimeFormat | null = null;
  return (epochMilliseconds, now) => {
    const sameDay = new Date(epochMilliseconds).toDateString() === new Date(now).toDateString();
    if (sameDay) return (time ??= timeFormat(usableLocale(systemLocale))).format(epochMilliseconds);
    return (dated ??= datedFormat(usableLocale(systemLocale))).format(epochMilliseconds);
  };
}

function timeFormat(locale: string): Intl.DateTimeFormat {
  return new Intl.DateTimeFormat(locale, { hour: "numeric", minute: "2-digit" });
}

function datedFormat(locale: string): Intl.DateTimeFormat {
  return new Intl.DateTimeFormat(locale, { month: "short", day: "numeric", hour: "numeric", minute: "2-digit" });
}

/** A system without a language setting calls its locale "C" or nothing, which `Intl` refuses. */
function usableLocale(locale: string): string {
  try {
    return Intl.DateTimeFormat.supportedLocalesOf(locale)[0] ?? "en-US";
  } catch {
    return "en-US";
  }
}
