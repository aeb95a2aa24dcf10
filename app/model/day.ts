/** Days as the account writes them, `YYYY-MM-DD`, in a time zone that is known by its offset from UTC in seconds. */

const dayMilliseconds = 86_400_000;

export function dayOf(epochMilliseconds: number, utcOffset: number): string {
  return new Date(epochMilliseconds + utcOffset * 1000).toISOString().slice(0, 10);
}

export function daysBefore(day: string, count: number): string {
  return dayOf(Date.parse(`${day}T00:00:00Z`) - count * dayMilliseconds, 0);
}

/** The midnight after it, epoch milliseconds. */
export function endOfDay(day: string, utcOffset: number): number {
  return Date.parse(`${day}T00:00:00Z`) + dayMilliseconds - utcOffset * 1000;
}

/** More than zero, at most a day. */
export function millisecondsToNextDay(epochMilliseconds: number, utcOffset: number): number {
  const intoDay = (epochMilliseconds + utcOffset * 1000) % dayMilliseconds;
  return dayMilliseconds - ((intoDay + dayMilliseconds) % dayMilliseconds);
}
