/** `YYYY-MM-DD` of an instant (epoch milliseconds), for a user `utcOffset` seconds east of UTC. */
export function dayOf(epochMilliseconds: number, utcOffset: number): string {
  return new Date(epochMilliseconds + utcOffset * 1000).toISOString().slice(0, 10);
}

/** `YYYY-MM-DDTHH:MM:SSZ`, the one form of timestamp in the API. */
export function timestampOf(epochMilliseconds: number): string {
  return `${new Date(epochMilliseconds).toISOString().slice(0, 19)}Z`;
}

/** `180` → `00:03:00`, the form of a timer's `formatted_time`. */
export function formattedTime(seconds: number): string {
  const parts = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  return parts.map((part) => String(part).padStart(2, "0")).join(":");
}
