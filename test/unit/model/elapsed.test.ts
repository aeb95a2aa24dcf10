import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { elapsedSeconds, millisecondsToNextStep, unloggedSeconds } from "../../../app/model/elapsed.ts";
import type { Timer, TimerState } from "../../../app/model/timer.ts";

const project = {
  id: 1,
  name: "Gear GmbH",
  group: null,
  color: null,
  billingIncrement: null,
  billable: true,
  enabled: true,
};

function timer(state: TimerState, seconds: number, monotonicAt: number): Timer {
  return {
    id: 1,
    projectId: 1,
    project,
    state,
    anchor: { seconds, monotonicAt },
    date: null,
    description: "",
    provenance: "push",
  };
}

describe("elapsedSeconds", () => {
  test.each([
    { state: "running", seconds: 60, heardAt: 1000, now: 1000, shown: 60 },
    { state: "running", seconds: 60, heardAt: 1000, now: 1999, shown: 60 },
    { state: "running", seconds: 60, heardAt: 1000, now: 2000, shown: 61 },
    { state: "running", seconds: 60.9, heardAt: 1000, now: 1100, shown: 61 },
    { state: "running", seconds: 60, heardAt: 1000, now: 0, shown: 60 },
    { state: "running", seconds: 0, heardAt: 0, now: 360_000_000, shown: 360_000 },
    { state: "paused", seconds: 60.9, heardAt: 1000, now: 99_000, shown: 60 },
    { state: "pending", seconds: 0, heardAt: 1000, now: 99_000, shown: 0 },
    { state: "unknown", seconds: 5, heardAt: 1000, now: 99_000, shown: 5 },
  ] as const)(
    "$state, $seconds s heard at $heardAt, is $shown s at $now",
    ({ state, seconds, heardAt, now, shown }) => {
      expect(elapsedSeconds(timer(state, seconds, heardAt), now)).toBe(shown);
    },
  );

  test("never goes back while the clock goes on", () => {
    const instant = fc.integer({ min: 0, max: 1e9 });
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1e6 }), instant, instant, instant, (seconds, heardAt, a, b) => {
        const running = timer("running", seconds, heardAt);
        expect(elapsedSeconds(running, Math.max(a, b))).toBeGreaterThanOrEqual(elapsedSeconds(running, Math.min(a, b)));
      }),
    );
  });
});

describe("millisecondsToNextStep", () => {
  test.each([
    { seconds: 60, now: 1000, step: 1, wait: 1000 },
    { seconds: 60, now: 1250, step: 1, wait: 750 },
    { seconds: 60, now: 1999, step: 1, wait: 1 },
    { seconds: 59, now: 1000, step: 60, wait: 1000 },
    { seconds: 60, now: 1000, step: 60, wait: 60_000 },
    { seconds: 60, now: 0, step: 1, wait: 1000 },
    { seconds: -0.5, now: 1000, step: 1, wait: 500 },
    { seconds: -90, now: 1000, step: 60, wait: 30_000 },
  ])("$seconds s heard at 1000: at $now the next $step s step is $wait ms away", ({ seconds, now, step, wait }) => {
    expect(millisecondsToNextStep({ seconds, monotonicAt: 1000 }, now, step)).toBe(wait);
  });

  test("waiting as long as it says shows the next second, and not a moment earlier", () => {
    const whole = fc.integer({ min: -1000, max: 1e6 });
    fc.assert(
      fc.property(whole, fc.integer({ min: 0, max: 1e7 }), fc.integer({ min: 0, max: 1e7 }), (seconds, at, later) => {
        const running = timer("running", seconds, at);
        const now = at + later;
        const wait = millisecondsToNextStep(running.anchor, now, 1);
        expect(wait).toBeGreaterThan(0);
        expect(wait).toBeLessThanOrEqual(1000);
        expect(elapsedSeconds(running, now + wait - 1)).toBe(elapsedSeconds(running, now));
        expect(elapsedSeconds(running, now + wait)).toBe(elapsedSeconds(running, now) + 1);
      }),
    );
  });
});

describe("unloggedSeconds", () => {
  test.each([
    { name: "nothing", timers: [], total: 0 },
    { name: "a paused timer stands still", timers: [timer("paused", 100, 0)], total: 100 },
    {
      name: "a running one goes on beside it",
      timers: [timer("running", 10, 4000), timer("paused", 100, 0)],
      total: 111,
    },
  ])("$name: $total s", ({ timers, total }) => {
    expect(unloggedSeconds(timers, 5000)).toBe(total);
  });
});
