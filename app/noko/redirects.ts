import type { UrlGate } from "./own-url.ts";

/** More hops than this are a fault of the server, or a trap. */
export const MOST_HOPS = 3;

/** Enough for every URL of a large account; the oldest is forgotten first. */
const MOST_REMEMBERED = 500;

/**
 * Redirects as the public API documentation has them: after a 301 the new address is used from then on, a 302
 * or 307 is repeated verbatim at `Location` this once.
 */
export interface Redirects {
  /** Where a request for `url` should go, by the 301 answers heard so far. */
  currentAddressOf(url: string): string;
  /** The address to repeat the request at, or null where it must not be followed. A 301 is remembered. */
  follow(status: number, location: string | null, from: string): string | null;
}

/** True for any answer that sends us elsewhere, followable or not. */
export function isRedirect(status: number): boolean {
  return status >= 300 && status < 400;
}

export function createRedirects(gate: Pick<UrlGate, "resolveWithinOrigin">): Redirects {
  const moved = new Map<string, string>();

  function remember(from: string, to: string): void {
    if (moved.size >= MOST_REMEMBERED) {
      const [oldest] = moved.keys();
      if (oldest !== undefined) moved.delete(oldest);
    }
    moved.set(from, to);
  }

  return {
    currentAddressOf(url) {
      const expected = new Set([url]);
      let address = url;
      for (let next = moved.get(address); next !== undefined; next = moved.get(address)) {
        if (expected.has(next)) {
          // The server moved something back: what was heard contradicts itself, so ask at the original again.
          for (const stale of expected) moved.delete(stale);
          return url;
        }
        expected.add(next);
        address = next;
      }
      return address;
    },
    follow(status, location, from) {
      if (location === null || (status !== 301 && status !== 302 && status !== 307)) return null;
      const target = gate.resolveWithinOrigin(location, from);
      if (target === null || target === from) return null;
      if (status === 301) remember(from, target);
      return target;
    },
  };
}
