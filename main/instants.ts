/**
 * Formats instants for a place: the time of day; with the weekday or the date where it is not today.
 * Formatters are made once: each costs milliseconds.
 */
export function createInstantFormat(locale: string): (epochMilliseconds: number, now: number) => string {
  const time = new Intl.DateTimeFormat(locale, { hour: "numeric", minute: "2-digit" });
  const dated = new Intl.DateTimeFormat(locale, { month: "short", day: "numeric", hour: "numeric", minute: "2-digit" });
  return (epochMilliseconds, now) => {
    const sameDay = new Date(epochMilliseconds).toDateString() === new Date(now).toDateString();
    return (sameDay ? time : dated).format(epochMilliseconds);
  };
}
