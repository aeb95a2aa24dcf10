/** An instant as the reader's locale writes it: the time today, with the day's name or date before that. */
export function formatInstant(epochMilliseconds: number, now: number = Date.now()): string {
  const instant = new Date(epochMilliseconds);
  return formatFor(instant, new Date(now)).format(instant);
}

/** The same for where there is little room: without the seconds. */
export function formatInstantBriefly(epochMilliseconds: number, now: number = Date.now()): string {
  const instant = new Date(epochMilliseconds);
  const sameDay = instant.toDateString() === new Date(now).toDateString();
  return (sameDay ? brief : briefEarlier).format(instant);
}

const time = { hour: "numeric", minute: "2-digit", second: "2-digit" } as const;
const today = new Intl.DateTimeFormat(undefined, time);
const brief = new Intl.DateTimeFormat(undefined, { hour: "numeric", minute: "2-digit" });
const briefEarlier = new Intl.DateTimeFormat(undefined, {
  month: "short",
  day: "numeric",
  hour: "numeric",
  minute: "2-digit",
});
const earlier = new Intl.DateTimeFormat(undefined, { ...time, month: "short", day: "numeric" });

function formatFor(instant: Date, now: Date): Intl.DateTimeFormat {
  return instant.toDateString() === now.toDateString() ? today : earlier;
}
