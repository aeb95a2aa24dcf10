import type { Clock } from "../platform/ports.ts";

export type RateDecision =
  /** `milliseconds` is 0 for a request within the rate, else how late the server turns to it. */
  { readonly kind: "serve"; readonly milliseconds: number } | { readonly kind: "drop" };

const perSecond = 2;
const mostSlowed = 5;
const second = 1000;

/**
 * The documented limit: 2 requests a second per IP address, up to 5 over that slowed down, further ones
 * dropped. "A second" is any second, not one on a grid: a request is served as soon as fewer than two were
 * served in the second before, which is the strictest reading, so who passes here passes anywhere.
 */
export class RateLimiter {
  readonly #clock: Clock;
  /** Per address: instants at which requests were or will be served, in order, as far as they still matter. */
  readonly #served = new Map<string, readonly number[]>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  admit(address: string): RateDecision {
    const now = this.#clock.monotonicNow();
    this.#forgetIdle(now);
    const served = this.#served.get(address) ?? [];
    const before = served[served.length - perSecond];
    const at = before === undefined ? now : Math.max(now, before + second);
    const waiting = served.filter((instant) => instant > now).length;
    if (at > now && waiting >= mostSlowed) return { kind: "drop" };
    this.#served.set(address, [...served, at].slice(-(mostSlowed + perSecond)));
    return { kind: "serve", milliseconds: at - now };
  }

  #forgetIdle(now: number): void {
    for (const [address, served] of this.#served) {
      if (served.every((instant) => instant + second <= now)) this.#served.delete(address);
    }
  }
}
