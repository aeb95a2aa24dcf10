import { describe, expect, test } from "vitest";
import {
  formatChange,
  formatClock,
  formatDuration,
  formatHoursMinutes,
  loggedMinutes,
  roundUpMinutes,
} from "../../../app/model/format.ts";

describe("formatHoursMinutes and formatClock", () => {
  test.each([
    { seconds: 0, minutes: "0:00", clock: "0:00:00" },
    { seconds: 59, minutes: "0:00", clock: "0:00:59" },
    { seconds: 59.9, minutes: "0:00", clock: "0:00:59" },
    { seconds: 60, minutes: "0:01", clock: "0:01:00" },
    { seconds: 3599, minutes: "0:59", clock: "0:59:59" },
    { seconds: 5025, minutes: "1:23", clock: "1:23:45" },
    { seconds: 359_999, minutes: "99:59", clock: "99:59:59" },
    { seconds: 360_000, minutes: "100:00", clock: "100:00:00" },
    { seconds: -1, minutes: "0:00", clock: "0:00:00" },
    { seconds: -4000, minutes: "0:00", clock: "0:00:00" },
  ])("$seconds s: $minutes, $clock", ({ seconds, minutes, clock }) => {
    expect(formatHoursMinutes(seconds)).toBe(minutes);
    expect(formatClock(seconds)).toBe(clock);
  });
});

describe("formatDuration and formatChange", () => {
  test.each([
    { seconds: 0, clock: "0:00", fraction: "0.00" },
    { seconds: 4980, clock: "1:23", fraction: "1.38" },
    { seconds: 5039, clock: "1:23", fraction: "1.38" },
    { seconds: 5400, clock: "1:30", fraction: "1.50" },
    { seconds: 360_000, clock: "100:00", fraction: "100.00" },
    { seconds: -5, clock: "0:00", fraction: "0.00" },
  ])("$seconds s: $clock, $fraction", ({ seconds, clock, fraction }) => {
    expect(formatDuration(seconds, "hours_minutes")).toBe(clock);
    expect(formatDuration(seconds, "fraction")).toBe(fraction);
  });

  test.each([
    { seconds: 300, clock: "+0:05", fraction: "+0.08" },
    { seconds: -900, clock: "−0:15", fraction: "−0.25" },
    { seconds: 0, clock: "+0:00", fraction: "+0.00" },
  ])("a change of $seconds s: $clock, $fraction", ({ seconds, clock, fraction }) => {
    expect(formatChange(seconds, "hours_minutes")).toBe(clock);
    expect(formatChange(seconds, "fraction")).toBe(fraction);
  });
});

describe("loggedMinutes", () => {
  test.each([
    { seconds: 4020, increment: 10, minutes: 70 },
    { seconds: 4021, increment: null, minutes: 68 },
    { seconds: 1, increment: 15, minutes: 15 },
    { seconds: 0, increment: 15, minutes: 0 },
    { seconds: -30, increment: 6, minutes: 0 },
  ])("$seconds s in steps of $increment: $minutes min", ({ seconds, increment, minutes }) => {
    expect(loggedMinutes(seconds, increment)).toBe(minutes);
  });
});

describe("roundUpMinutes", () => {
  test.each([
    { minutes: 84, increment: 10, rounded: 90 },
    { minutes: 90, increment: 10, rounded: 90 },
    { minutes: 0, increment: 15, rounded: 0 },
    { minutes: 1, increment: 15, rounded: 15 },
    { minutes: 83.2, increment: 1, rounded: 84 },
    { minutes: 83.2, increment: null, rounded: 84 },
    { minutes: 83, increment: 0, rounded: 83 },
  ])("$minutes min in steps of $increment: $rounded", ({ minutes, increment, rounded }) => {
    expect(roundUpMinutes(minutes, increment)).toBe(rounded);
  });
});
