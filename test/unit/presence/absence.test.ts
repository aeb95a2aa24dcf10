import { describe, expect, test } from "vitest";
import {
  type Absence,
  isStillOpen,
  judgeAbsence,
  type TimerHeard,
  type Verdict,
} from "../../../app/presence/absence.ts";

const minute = 60;
const leftAt = Date.UTC(2026, 0, 5, 14, 2, 0);

/** Left at 14:02 with half an hour on the timer, to be asked. */
const asked: Absence = {
  timerId: 7,
  projectId: 1,
  reason: "lock",
  from: leftAt,
  leftAt,
  accountLeftAt: leftAt,
  secondsThen: 30 * minute,
  secondsBefore: 0,
  meantToPause: false,
  askedFrom: 5 * minute,
  others: null,
};
const toPause: Absence = { ...asked, meantToPause: true };

/** The timer as the account tells it so long after the leaving, in seconds. */
function heard(after: number, changes: Partial<TimerHeard> = {}): TimerHeard {
  return {
    id: 7,
    state: "running",
    seconds: 30 * minute + after,
    heardAt: leftAt + after * 1000,
    accountHeardAt: leftAt + after * 1000,
    ...changes,
  };
}

const ranOn = (seconds: number): Verdict => ({ kind: "ran-on", seconds });

describe("what an absence means", () => {
  const over: Verdict = { kind: "over" };
  const paused: Verdict = { kind: "paused" };

  test.each<readonly [string, Absence, TimerHeard | null, number, Verdict]>([
    ["it ran on for 29 minutes", asked, heard(29 * minute + 2), 29 * minute, ranOn(29 * minute)],
    ["the time since the return is the person's own", asked, heard(40 * minute), 29 * minute, ranOn(29 * minute)],
    [
      "the system's clock was set a little",
      asked,
      heard(29 * minute, { seconds: 58 * minute }),
      29 * minute,
      ranOn(29 * minute),
    ],
    ["as long as nobody asks about", asked, heard(5 * minute - 1), 5 * minute - 1, over],
    ["just long enough to be asked about", asked, heard(5 * minute), 5 * minute, ranOn(5 * minute)],
    ["it was logged elsewhere", asked, null, 29 * minute, over],
    [
      "it was logged elsewhere, and there is a new one",
      asked,
      heard(29 * minute, { id: 8, seconds: 60 }),
      29 * minute,
      over,
    ],
    [
      "it was paused elsewhere",
      asked,
      heard(29 * minute, { state: "paused", seconds: 40 * minute }),
      29 * minute,
      over,
    ],
    ["it was paused elsewhere for ten minutes", asked, heard(29 * minute, { seconds: 49 * minute }), 29 * minute, over],
    ["time was added elsewhere", asked, heard(29 * minute, { seconds: 90 * minute }), 29 * minute, over],
    ["time was taken away elsewhere", asked, heard(29 * minute, { seconds: 31 * minute }), 29 * minute, over],
    ["the clock was set forward by an hour while awake", asked, heard(3600, { seconds: 30 * minute + 12 }), 3600, over],
    ["the clock was set back by an hour", asked, heard(-3600, { seconds: 30 * minute + 12 }), -3600, over],
    ["paused in time", toPause, heard(29 * minute, { state: "paused", seconds: 30 * minute + 1 }), 29 * minute, paused],
    [
      "paused as late as it does not matter",
      toPause,
      heard(600, { state: "paused", seconds: 30 * minute + 59 }),
      600,
      paused,
    ],
    [
      "paused after the wake only",
      toPause,
      heard(29 * minute, { state: "paused", seconds: 59 * minute }),
      29 * minute,
      ranOn(29 * minute),
    ],
    [
      "paused half-way",
      toPause,
      heard(29 * minute, { state: "paused", seconds: 40 * minute }),
      29 * minute,
      ranOn(10 * minute),
    ],
    ["not paused at all", toPause, heard(29 * minute), 29 * minute, ranOn(29 * minute)],
    ["not paused, and a minute is worth mending", toPause, heard(60), 60, ranOn(60)],
    ["not paused, for less than a minute", toPause, heard(59), 59, over],
    [
      "paused, with more on it than the absence can have brought",
      toPause,
      heard(600, { state: "paused", seconds: 90 * minute }),
      600,
      over,
    ],
    ["a state of the future", toPause, heard(29 * minute, { state: "unknown" }), 29 * minute, over],
    ["with an earlier one that was not answered", { ...asked, secondsBefore: 200 }, heard(150), 150, ranOn(350)],
  ])("%s", (_name, absence, timer, awaySeconds, expected) => {
    const sinceBack = timer === null ? 0 : (timer.heardAt - leftAt) / 1000 - awaySeconds;
    expect(judgeAbsence(absence, timer, sinceBack)).toEqual(expected);
  });

  test.each([-7_200_000, -61_000, 61_000, 7_200_000, 86_400_000])(
    "a clock that was set by %i ms meanwhile changes nothing: the account's own counts",
    (set) => {
      const timer = heard(29 * minute);
      const judged = judgeAbsence(asked, { ...timer, heardAt: timer.heardAt + set }, 0);
      expect(judged).toEqual(ranOn(29 * minute));
    },
  );

  test("without the account's clock this computer's counts", () => {
    const timer = { ...heard(29 * minute), accountHeardAt: null };
    expect(judgeAbsence(asked, timer, 0)).toEqual(ranOn(29 * minute));
  });
});

describe("whether an answer is still wanted", () => {
  test.each<readonly [string, TimerHeard | null, boolean]>([
    ["it runs on", heard(3600), true],
    ["it was paused at the return", heard(1740, { state: "paused" }), true],
    ["a third was taken away", heard(0, { state: "paused", seconds: 30 * minute + 1200 }), true],
    ["it was taken away by hand", heard(1800, { seconds: 30 * minute + 60 }), false],
    ["it was logged", null, false],
    ["it is another timer", heard(3600, { id: 8 }), false],
  ])("%s", (_name, timer, expected) => expect(isStillOpen(asked, 29 * minute, timer)).toBe(expected));
});
