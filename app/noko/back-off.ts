import type { Random } from "../platform/ports.ts";

const FIRST_BACK_OFF = 1_000;
const LONGEST_BACK_OFF = 30_000;
/** Below this a refused request would come back before the limiter's own second is half over. */
const SHORTEST_BACK_OFF = 500;
const LONGEST_RETRY_AFTER = 300_000;

/**
 * Milliseconds to leave the server alone after the given number of refusals in a row (1 for the first):
 * full jitter over 1 s × 2ⁿ, between half a second and 30 s. The jitter keeps computers behind one address,
 * which share the limit, from coming back at the same moment.
 */
export function backOffMilliseconds(refusalsInARow: number, random: Pick<Random, "fraction">): number {
  const ceiling = Math.min(LONGEST_BACK_OFF, FIRST_BACK_OFF * 2 ** Math.min(16, refusalsInARow - 1));
  return Math.max(SHORTEST_BACK_OFF, random.fraction() * ceiling);
}

/**
 * What a `Retry-After` header asks for in milliseconds, at most 5 minutes; null where it is missing or unreadable.
 * `serverNow` (milliseconds since the epoch) is what a date in it counts from.
 */
export function retryAfterMilliseconds(header: string | null, serverNow: number): number | null {
  if (header === null) return null;
  const text = header.trim();
  const wanted = /^\d+$/.test(text) ? Number(text) * 1000 : Date.parse(text) - serverNow;
  if (Number.isNaN(wanted)) return null;
  return Math.min(LONGEST_RETRY_AFTER, Math.max(SHORTEST_BACK_OFF, wanted));
}
