import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type GoalProblem, goalProgress, minutesNeeded, parseGoal } from "../../../app/model/day-goal.ts";
import type { Timer } from "../../../app/model/timer.ts";
import { monotonicNow, timer, wallNow } from "../tray/snapshots.ts";

const hour = 3600;
const now = { wall: wallNow, monotonic: monotonicNow };
const date = "2025-11-23";
const endsAt = Date.UTC(2025, 10, 24);
const day = { date, endsAt, minutes: [{ minutes: 60 }, { minutes: 90 }] };
const running = (seconds: number): Timer => timer(1, "A", "running", seconds);
const paused = (seconds: number): Timer => timer(2, "B", "paused", seconds);
const at = (hours: number, minutes: number, seconds = 0): number => Date.UTC(2025, 10, 23, hours, minutes, seconds);

describe("how far the goal is", () => {
  test.each<{ name: string; timers: readonly Timer[]; total: number; left: number; finishesAt: number | null }>([
    { name: "logged time alone", timers: [], total: 2.5 * hour, left: 5 * hour, finishesAt: null },
    { name: "with a paused timer", timers: [paused(hour)], total: 3.5 * hour, left: 4 * hour, finishesAt: null },
    {
      name: "a running timer is done at an instant, to the second",
      timers: [running(hour + 0.25), paused(hour)],
      total: 4.5 * hour,
      left: 3 * hour,
      finishesAt: at(17, 1, 59) + 750,
    },
    {
      name: "a timer without a date counts",
      timers: [{ ...running(hour), date: null }],
      total: 3.5 * hour,
      left: 4 * hour,
      finishesAt: at(18, 2),
    },
    {
      name: "time of another day does not count, nor finishes it",
      timers: [{ ...running(hour), date: "2025-11-22" }],
      total: 2.5 * hour,
      left: 5 * hour,
      finishesAt: null,
    },
    {
      name: "time below zero is none, and must be made up first",
      timers: [running(-hour)],
      total: 2.5 * hour,
      left: 5 * hour,
      finishesAt: at(20, 2),
    },
  ])("$name", ({ timers, total, left, finishesAt }) => {
    expect(goalProgress(450, day, timers, now)).toEqual({
      kind: "under-way",
      goal: 7.5 * hour,
      total,
      left,
      finishesAt,
    });
  });

  test("what would be done after midnight is not done today", () => {
    const nearly = { ...day, endsAt: at(19, 2) };
    expect(goalProgress(450, nearly, [running(0)], now)).toMatchObject({ finishesAt: null });
    expect(goalProgress(449, nearly, [running(0)], now)).toMatchObject({ finishesAt: at(19, 1) });
  });

  test.each([
    { seconds: 0, over: 0 },
    { seconds: 720, over: 720 },
  ])("reached, $over over", ({ seconds, over }) => {
    expect(goalProgress(150, day, [running(seconds)], now)).toEqual({
      kind: "reached",
      goal: 2.5 * hour,
      total: 2.5 * hour + seconds,
      over,
    });
  });

  test("at the announced instant it is reached, and a moment before it is not", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: -600, max: 20_000 }),
        fc.nat(5_000),
        fc.integer({ min: 1, max: 400 }),
        (clock, other, goal) => {
          const timers = [running(clock), paused(other)];
          const empty = { date, endsAt, minutes: [] };
          const first = goalProgress(goal, empty, timers, now);
          if (first.kind === "reached" || first.finishesAt === null) return;
          const later = (milliseconds: number) =>
            goalProgress(goal, empty, timers, {
              wall: wallNow + milliseconds,
              monotonic: monotonicNow + milliseconds,
            });
          const wait = first.finishesAt - wallNow;
          expect(later(wait - 1).kind).toBe("under-way");
          expect(later(wait)).toMatchObject({ kind: "reached", over: 0 });
        },
      ),
    );
  });

  test("minutes done and minutes needed make up the goal", () => {
    fc.assert(
      fc.property(fc.nat(27_000 - 1), (total) => {
        expect(Math.floor(total / 60) + minutesNeeded(27_000 - total)).toBe(450);
      }),
    );
  });
});

describe("a typed goal", () => {
  test.each<[string, number | null]>([
    ["7:30", 450],
    ["7.5", 450],
    ["7,5", 450],
    ["450", 450],
    ["7h30", 450],
    ["7h", 420],
    ["90m", 90],
    ["８", 480],
    ["8", 480],
    ["24", 1440],
    ["24:00", 1440],
    ["25", 25],
    ["0:00:30", 1],
    ["", null],
    ["  ", null],
  ])("%j is %j minutes", (typed, minutes) => {
    expect(parseGoal(typed)).toEqual({ kind: "goal", minutes });
  });

  test.each<[string, GoalProblem]>([
    ["soon", "unreadable"],
    ["7:5", "unreadable"],
    ["7:75", "past-sixty"],
    ["-8", "signed"],
    ["+7:30", "signed"],
    ["0", "nothing"],
    ["0:00", "nothing"],
    ["24:01", "longer-than-a-day"],
    ["1441", "longer-than-a-day"],
    ["999999999", "longer-than-a-day"],
  ])("%j: %s", (typed, problem) => {
    expect(parseGoal(typed)).toEqual({ kind: "problem", problem });
  });
});
