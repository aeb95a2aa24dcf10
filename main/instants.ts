/**
 * Formats instants for a reader's place: the time of day; with the date where it is not today. Formatters are made
 * once, since each costs milliseconds.
 */
export function createInstantFormat(systemLocale: string): (epochMilliseconds: number, now: number) => string {
  const locale = usableLocale(systemLocale);
  const time = new Intl.DateTimeFormat(locale, { hour: "numeric", minute: "2-digit" });
  const dated = new Intl.DateTimeFormat(locale, { month: "short", day: "numeric", hour: "numeric", minute: "2-digit" });
  return (epochMilliseconds, now) => {
    const sameDay = new Date(epochMilliseconds).toDateString() === new Date(now).toDateString();
    return (sameDay ? time : dated).format(epochMilliseconds);
  };
}

/** A system without a language setting calls its locale "C" or nothing, which `Intl` refuses. */
function usableLocale(locale: string): string {
  try {
    return Intl.DateTimeFormat.supportedLocalesOf(locale)[0] ?? "en-US";
  } catch {
    return "en-US";
  }
}
