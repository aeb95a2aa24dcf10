import { describe, expect, test } from "vitest";
import type { ExpectedTimer } from "../../../app/contract/command.ts";
import { expectedTimer } from "../../../app/contract/expected-timer.ts";
import { adjustmentMade } from "../../../app/commands/adjustment.ts";
import { isAsExpected, mayDescribe } from "../../../app/commands/guard.ts";
import type { NokoTimer } from "../../../app/noko/resources.ts";
import { nokoTimer } from "../../support/noko-timers.ts";

const running: ExpectedTimer = { id: 1001, state: "running", description: "plan", seconds: 600 };
const paused: ExpectedTimer = { ...running, state: "paused" };

interface Case {
  readonly what: string;
  readonly expected: ExpectedTimer;
  readonly now: Partial<NokoTimer>;
  /** Milliseconds from the decision to the question and to the answer; none where not said. */
  readonly asked?: number;
  readonly answered?: number;
  readonly same: boolean;
}

describe("isAsSeen", () => {
  test.each<Case>([
    { what: "the same paused timer", expected: paused, now: { state: "paused", seconds: 600 }, same: true },
    { what: "parts of a second", expected: paused, now: { state: "paused", seconds: 600.9 }, same: true },
    { what: "a second more on it", expected: paused, now: { state: "paused", seconds: 601 }, same: false },
    { what: "a second less on it", expected: paused, now: { state: "paused", seconds: 599 }, same: false },
    {
      what: "no description any more",
      expected: paused,
      now: { state: "paused", seconds: 600, description: null },
      same: false,
    },
    {
      what: "a blank description, seen as none",
      expected: { ...paused, description: "" },
      now: { state: "paused", seconds: 600, description: null },
      same: true,
    },
    { what: "another timer by now", expected: paused, now: { id: 1002, state: "paused", seconds: 600 }, same: false },
    { what: "it runs", expected: paused, now: { state: "running", seconds: 600 }, same: false },
    { what: "it was paused", expected: running, now: { state: "paused", seconds: 600 }, same: false },
    { what: "a state of the future", expected: running, now: { state: "unknown", seconds: 600 }, same: false },
    { what: "the same running clock", expected: running, now: { state: "running", seconds: 600 }, same: true },
    { what: "five seconds ahead", expected: running, now: { state: "running", seconds: 605 }, same: true },
    { what: "six seconds ahead", expected: running, now: { state: "running", seconds: 606 }, same: false },
    { what: "five seconds behind", expected: running, now: { state: "running", seconds: 595 }, same: true },
    { what: "six seconds behind", expected: running, now: { state: "running", seconds: 594 }, same: false },
    {
      what: "a clock that ticked on while the question waited",
      expected: running,
      now: { state: "running", seconds: 630 },
      asked: 30_000,
      answered: 30_500,
      same: true,
    },
    {
      what: "a clock that stood still meanwhile, and runs",
      expected: running,
      now: { state: "running", seconds: 600 },
      asked: 30_000,
      answered: 30_500,
      same: false,
    },
    {
      what: "an answer under way for long, reported at its beginning",
      expected: running,
      now: { state: "running", seconds: 600 },
      answered: 20_000,
      same: true,
    },
    {
      what: "an answer under way for long, reported at its end",
      expected: running,
      now: { state: "running", seconds: 620 },
      answered: 20_000,
      same: true,
    },
  ])("$what: $same", ({ expected, now, asked = 0, answered = asked, same }) => {
    const timer = nokoTimer(1, { description: "plan", ...now });
    const decidedAt = 1_000_000;
    const exchanged = { requestedAt: decidedAt + asked, receivedAt: decidedAt + answered };
    expect(isAsExpected(expected, decidedAt, timer, exchanged)).toBe(same);
  });
});

describe("mayDescribe", () => {
  test.each<{ readonly what: string; readonly now: Partial<NokoTimer>; readonly may: boolean }>([
    { what: "nothing changed", now: { state: "running", seconds: 600 }, may: true },
    { what: "it was paused", now: { state: "paused", seconds: 601 }, may: true },
    { what: "an hour more on it", now: { state: "running", seconds: 4200 }, may: true },
    { what: "a state of the future", now: { state: "unknown" }, may: true },
    { what: "other words", now: { description: "theirs" }, may: false },
    { what: "no words any more", now: { description: null }, may: false },
    { what: "the very words that were to be written", now: { description: "mine" }, may: true },
    { what: "another timer of the same words", now: { id: 1002 }, may: false },
  ])("$what: $may", ({ now, may }) => {
    expect(mayDescribe(running, "mine", nokoTimer(1, { description: "plan", ...now }))).toBe(may);
  });

  test("what is seen of a blank description is none", () => {
    expect(mayDescribe({ ...running, description: "" }, "mine", nokoTimer(1, { description: null }))).toBe(true);
  });
});

test("what is seen of a timer is what its clock shows then", () => {
  const anchor = { seconds: 600.5, monotonicAt: 1_000 };
  expect(expectedTimer({ id: 1001, state: "running", anchor, description: "plan" }, 61_000)).toEqual({
    ...running,
    seconds: 660,
  });
  expect(expectedTimer({ id: 1001, state: "paused", anchor, description: "plan" }, 61_000)).toEqual(paused);
});

describe("adjustmentMade", () => {
  test.each([
    { what: "as asked", state: "paused", asked: 300, before: 60, after: 360, passed: 0, made: 300 },
    { what: "cut at zero", state: "paused", asked: -300, before: 60, after: 0, passed: 0, made: -60 },
    { what: "nothing to take", state: "paused", asked: -300, before: 0, after: 0, passed: 0, made: null },
    { what: "of a running clock", state: "running", asked: 300, before: 60, after: 370, passed: 10_000, made: 300 },
    { what: "of a running clock, cut", state: "running", asked: -600, before: 60, after: 0, passed: 10_000, made: -70 },
    { what: "within what is measured badly", state: "running", asked: 60, before: 60, after: 122, passed: 0, made: 60 },
  ] as const)("$what", ({ state, asked, before, after, passed, made }) => {
    const timer = nokoTimer(1, { state, seconds: before });
    const adjusted = { ...timer, seconds: after };
    const adjustment = adjustmentMade(
      asked,
      { timer, requestedAt: 0, receivedAt: 0 },
      {
        kind: "timer",
        timer: adjusted,
        sequence: 2,
        exchanged: { requestedAt: passed, receivedAt: passed },
        provenance: "own-action",
      },
    );
    expect(adjustment).toEqual(made === null ? null : { timer: adjusted, seconds: made });
  });
});
