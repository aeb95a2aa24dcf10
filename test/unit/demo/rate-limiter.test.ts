import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { RateLimiter } from "../../../app/demo/rate-limiter.ts";
import { FakeClock } from "../../support/fake-clock.ts";

describe("the rate limiter", () => {
  it("serves two at once, slows five down, drops the rest", () => {
    const limiter = new RateLimiter(new FakeClock());
    const decisions = Array.from({ length: 20 }, () => limiter.admit("10.0.0.1"));
    const served = decisions.flatMap((decision) => (decision.kind === "serve" ? [decision.milliseconds] : []));
    expect(served).toEqual([0, 0, 1000, 1000, 2000, 2000, 3000]);
    expect(decisions.slice(7).every((decision) => decision.kind === "drop")).toBe(true);
  });

  it("counts every address alone", () => {
    const limiter = new RateLimiter(new FakeClock());
    for (let request = 0; request < 20; request += 1) limiter.admit("10.0.0.1");
    expect(limiter.admit("10.0.0.2")).toEqual({ kind: "serve", milliseconds: 0 });
  });

  it("never slows who keeps to two in any second", () => {
    const clock = new FakeClock();
    const limiter = new RateLimiter(clock);
    for (let round = 0; round < 50; round += 1) {
      expect(limiter.admit("a")).toEqual({ kind: "serve", milliseconds: 0 });
      expect(limiter.admit("a")).toEqual({ kind: "serve", milliseconds: 0 });
      clock.sleep(1000);
    }
  });

  it("serves at most two in any second and keeps at most five waiting, whenever requests come", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 1500 }), { maxLength: 80 }), (gaps) => {
        const clock = new FakeClock();
        const limiter = new RateLimiter(clock);
        const served: number[] = [];
        for (const gap of gaps) {
          clock.sleep(gap);
          const decision = limiter.admit("a");
          const now = clock.monotonicNow();
          const waiting = served.filter((instant) => instant > now).length;
          expect(decision.kind === "serve" || waiting === 5).toBe(true);
          if (decision.kind === "serve") served.push(now + decision.milliseconds);
          expect(served.filter((instant) => instant > now).length).toBeLessThanOrEqual(5);
        }
        for (let index = 2; index < served.length; index += 1) {
          expect((served[index] ?? 0) - (served[index - 2] ?? 0)).toBeGreaterThanOrEqual(1000);
        }
      }),
    );
  });
});
