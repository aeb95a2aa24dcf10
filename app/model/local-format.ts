/** Whether two instants are on the same day by this computer's clock and time zone. */
export function isSameLocalDay(one: number, other: number): boolean {
  return new Date(one).toDateString() === new Date(other).toDateString();
}

/** The last instant that has a date, in milliseconds from 1970; the first one is as far before. */
const calendarEnd = 8.64e15;

/**
 * Writes instants in this computer's time zone with a formatter that is made once, since each costs milliseconds, and
 * anew after the zone has changed: a formatter keeps the one that it was made in, and a laptop travels.
 */
export function createLocalFormat(make: () => Intl.DateTimeFormat): (epochMilliseconds: number) => string {
  let made: { readonly offset: number; readonly formatter: Intl.DateTimeFormat } | null = null;
  return (epochMilliseconds) => {
    // `Intl` throws there. Files and other computers can hold such a number, and one label must not end the tray.
    if (!(Math.abs(epochMilliseconds) <= calendarEnd)) return "—";
    const offset = new Date().getTimezoneOffset();
    if (made?.offset !== offset) made = { offset, formatter: make() };
    return made.formatter.format(epochMilliseconds);
  };
}
