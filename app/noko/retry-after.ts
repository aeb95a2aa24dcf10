const shortestWait = 500;
const longestWait = 300_000;

/**
 * What a `Retry-After` header asks for in milliseconds, at most 5 minutes; null where it is missing or unreadable.
 * `serverNow` (milliseconds since the epoch) is what a date in it counts from.
 */
export function retryAfterMilliseconds(header: string | null, serverNow: number): number | null {
  if (header === null) return null;
  const text = header.trim();
  const wanted = /^\d+$/.test(text) ? Number(text) * 1000 : Date.parse(text) - serverNow;
  if (Number.isNaN(wanted)) return null;
  return Math.min(longestWait, Math.max(shortestWait, wanted));
}
