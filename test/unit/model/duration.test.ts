import { describe, expect, test } from "vitest";
import { parseGoal } from "../../../app/model/day-goal.ts";
import { formatDuration, roundUpMinutes } from "../../../app/model/format.ts";
import { adjustmentOf, type DurationProblem, parseDuration, parseMinutes } from "../../../app/model/duration.ts";

describe("what was shown means what it was", () => {
  const increments = [1, 5, 6, 10, 15, 20, 30, 60];
  const everyMinute = Array.from({ length: 24 * 60 * 5 }, (_, minutes) => minutes);

  test.each(["fraction", "hours_minutes"] as const)("%s: every minute of five days, typed back as shown", (format) => {
    const read = (minutes: number) => parseMinutes(formatDuration(minutes * 60 + 59, format));
    expect(everyMinute.map(read)).toEqual(everyMinute.map((minutes) => ({ kind: "minutes", minutes })));
  });

  test.each(["fraction", "hours_minutes"] as const)("%s: logs the same with every increment", (format) => {
    for (const increment of increments) {
      const wrong = everyMinute.filter((minutes) => {
        const read = parseMinutes(formatDuration(minutes * 60, format));
        return (
          read.kind !== "minutes" || roundUpMinutes(read.minutes, increment) !== roundUpMinutes(minutes, increment)
        );
      });
      expect(wrong).toEqual([]);
    }
  });

  test("a goal is read back as it was, whatever the format", () => {
    for (const format of ["fraction", "hours_minutes"] as const) {
      const goals = everyMinute.slice(1, 1_441);
      expect(goals.map((minutes) => parseGoal(formatDuration(minutes * 60, format)))).toEqual(
        goals.map((minutes) => ({ kind: "goal", minutes })),
      );
    }
  });
});

describe("parseDuration", () => {
  test.each<[typed: string, seconds: number]>([
    ["1:20", 4_800],
    ["0:05", 300],
    [":05", 300],
    ["00:45", 2_700],
    ["12:00", 43_200],
    ["100:00", 360_000],
    ["1:20:30", 4_830],
    ["80", 4_800],
    ["0", 0],
    ["5", 300],
    ["1.5", 5_400],
    ["1,5", 5_400],
    [".25", 900],
    ["1.38", 4_980],
    ["0.17", 600],
    ["0.17h", 600],
    ["0.17h20", 1_800],
    ["1h20", 4_800],
    ["1h20m", 4_800],
    ["1h 20m", 4_800],
    ["1 h 20 min", 4_800],
    ["1H 20 Min", 4_800],
    ["1 hour 20 minutes", 4_800],
    ["2 hours", 7_200],
    ["1.5h", 5_400],
    ["1,5 h", 5_400],
    ["90m", 5_400],
    ["90 min", 5_400],
    ["45s", 45],
    ["1h 2m 3s", 3_723],
    ["  80  ", 4_800],
    ["１：２０", 4_800],
  ])("%j is a total of %i s", (typed, seconds) => {
    expect(parseDuration(typed)).toEqual({ kind: "total", seconds });
  });

  test.each<[typed: string, seconds: number]>([
    ["-10", -600],
    ["+10", 600],
    ["+0:05", 300],
    ["-0:05", -300],
    ["−15", -900],
    ["–15", -900],
    ["- 15", -900],
    ["-1h20", -4_800],
    ["+90m", 5_400],
    ["-1.5", -5_400],
    ["+0", 0],
    ["-0", 0],
  ])("%j is a change of %i s", (typed, seconds) => {
    expect(parseDuration(typed)).toEqual({ kind: "change", seconds });
  });

  test.each<[typed: string, problem: DurationProblem]>([
    ["", "empty"],
    ["   ", "empty"],
    ["+", "unreadable"],
    ["soon", "unreadable"],
    ["1:5", "unreadable"],
    ["1:", "unreadable"],
    ["1:2:3", "unreadable"],
    ["--5", "unreadable"],
    ["1h-20", "unreadable"],
    ["20m1h", "unreadable"],
    ["1e3", "unreadable"],
    ["0x10", "unreadable"],
    ["NaN", "unreadable"],
    ["1 2", "unreadable"],
    ["h", "unreadable"],
    ["1.2.3", "unreadable"],
    ["<b>5</b>", "unreadable"],
    ["1:75", "past-sixty"],
    ["1:20:60", "past-sixty"],
    ["1h75", "past-sixty"],
    ["100001", "too-long"],
    ["9999:00", "too-long"],
    ["-9999h", "too-long"],
  ])("%j: %s", (typed, problem) => {
    expect(parseDuration(typed)).toEqual({ kind: "problem", problem });
  });
});

describe("parseMinutes", () => {
  test.each<[typed: string, minutes: number]>([
    ["1:20", 80],
    ["80", 80],
    ["0", 0],
    ["1:20:01", 81],
    ["1.38", 83],
    ["61s", 2],
  ])("%j is %i minutes", (typed, minutes) => {
    expect(parseMinutes(typed)).toEqual({ kind: "minutes", minutes });
  });

  test.each<[typed: string, problem: DurationProblem]>([
    ["-10", "signed"],
    ["+0:05", "signed"],
    ["", "empty"],
    ["1:99", "past-sixty"],
  ])("%j: %s", (typed, problem) => {
    expect(parseMinutes(typed)).toEqual({ kind: "problem", problem });
  });
});

describe("adjustmentOf", () => {
  test.each<[kind: "total" | "change", seconds: number, elapsed: number, adjustment: number]>([
    ["total", 4_800, 5_025, -225],
    ["total", 4_800, 3_000, 1_800],
    ["total", 0, 3_000, -3_000],
    ["change", -600, 5_025, -600],
    ["change", 300, 5_025, 300],
    ["change", -900, 600, -600],
    ["change", -900, 0, 0],
    ["change", 60, 0, 60],
  ])("%s %i on a clock of %i s: %i", (kind, seconds, elapsed, adjustment) => {
    expect(adjustmentOf({ kind, seconds }, elapsed) + 0).toBe(adjustment);
  });
});
