import { expect, test } from "vitest";
import { createMissDetector } from "../../../app/mirror/miss-detector.ts";
import { FakeClock } from "../../support/fake-clock.ts";

type Step =
  | { readonly at: number; readonly broadcast: string }
  | { readonly at: number; readonly own: string }
  | { readonly at: number; readonly found: readonly string[] }
  | { readonly at: number; readonly event: "new path" };

/** Plays the steps (in seconds) and answers what is known 31 s after the last one. */
async function play(steps: readonly Step[]): Promise<{ readonly misses: number; readonly degraded: boolean }> {
  const clock = new FakeClock();
  const detector = createMissDetector(clock, () => undefined);
  for (const step of steps) {
    await clock.advance(step.at * 1000 - clock.passed);
    if ("broadcast" in step) detector.noteBroadcast(step.broadcast);
    else if ("own" in step) detector.noteOwnAction(step.own);
    else if ("found" in step) detector.noteFound(step.found);
    else detector.noteNewWay();
  }
  await clock.advance(31_000);
  return { misses: detector.misses(), degraded: detector.degraded() };
}

const cases: readonly [name: string, steps: readonly Step[], misses: number, degraded: boolean][] = [
  ["nothing happened", [], 0, false],
  [
    "announced before it was found",
    [
      { at: 1, broadcast: "a" },
      { at: 20, found: ["a"] },
    ],
    0,
    false,
  ],
  [
    "announced after it was found",
    [
      { at: 1, found: ["a"] },
      { at: 30, broadcast: "a" },
    ],
    0,
    false,
  ],
  [
    "announced too early to explain it",
    [
      { at: 1, broadcast: "a" },
      { at: 32, found: ["a"] },
    ],
    1,
    false,
  ],
  [
    "announced too late",
    [
      { at: 1, found: ["a"] },
      { at: 32, broadcast: "a" },
    ],
    1,
    false,
  ],
  [
    "announced, and then another one was",
    [
      { at: 1, broadcast: "a" },
      { at: 10, broadcast: "b" },
      { at: 20, found: ["a", "b"] },
    ],
    0,
    false,
  ],
  [
    "another one was announced",
    [
      { at: 1, broadcast: "b" },
      { at: 2, found: ["a"] },
    ],
    1,
    false,
  ],
  [
    "we did it ourselves",
    [
      { at: 1, own: "a" },
      { at: 2, found: ["a"] },
    ],
    0,
    false,
  ],
  [
    "found twice before judgement",
    [
      { at: 1, found: ["a"] },
      { at: 11, found: ["a"] },
    ],
    1,
    false,
  ],
  [
    "what the path before missed says nothing of the next one",
    [
      { at: 1, found: ["a", "b"] },
      { at: 60, event: "new path" },
    ],
    0,
    false,
  ],
  [
    "nor does what it might still have announced",
    [
      { at: 1, found: ["a", "b"] },
      { at: 20, event: "new path" },
    ],
    0,
    false,
  ],
  [
    "the next one is judged by its own misses",
    [
      { at: 1, found: ["a"] },
      { at: 60, event: "new path" },
      { at: 70, found: ["b"] },
    ],
    1,
    false,
  ],
  ["two in one fetch", [{ at: 1, found: ["a", "b"] }], 2, true],
  [
    "two within ten minutes",
    [
      { at: 1, found: ["a"] },
      { at: 590, found: ["b"] },
    ],
    2,
    true,
  ],
  [
    "two further apart",
    [
      { at: 1, found: ["a"] },
      { at: 640, found: ["b"] },
    ],
    2,
    false,
  ],
  [
    "a broadcast alone does not heal",
    [
      { at: 1, found: ["a", "b"] },
      { at: 60, broadcast: "c" },
    ],
    2,
    true,
  ],
  [
    "a list alone does not heal",
    [
      { at: 1, found: ["a", "b"] },
      { at: 60, found: [] },
    ],
    2,
    true,
  ],
  [
    "a broadcast and a list without surprise heal",
    [
      { at: 1, found: ["a", "b"] },
      { at: 60, broadcast: "c" },
      { at: 70, found: ["c"] },
    ],
    2,
    false,
  ],
  [
    "a broadcast and a list with a surprise do not heal",
    [
      { at: 1, found: ["a", "b"] },
      { at: 60, broadcast: "c" },
      { at: 70, found: ["c", "d"] },
      { at: 80, found: [] },
    ],
    3,
    true,
  ],
];

test.each(cases)("%s", async (_name, steps, misses, degraded) => {
  expect(await play(steps)).toEqual({ misses, degraded });
});

test("tells of each change of count or verdict, and of nothing after stop", async () => {
  const clock = new FakeClock();
  let reported = 0;
  const detector = createMissDetector(clock, () => (reported += 1));
  detector.noteFound(["a", "b"]);
  await clock.advance(30_000);
  expect(reported).toBe(2);
  detector.noteBroadcast("a");
  expect(reported).toBe(2);
  detector.noteFound([]);
  expect(reported).toBe(3);
  detector.noteFound(["c"]);
  detector.stop();
  await clock.advance(60_000);
  expect(reported).toBe(3);
  expect(clock.pendingCount).toBe(0);
});
