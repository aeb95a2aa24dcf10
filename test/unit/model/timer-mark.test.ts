import { expect, test } from "vitest";
import { timerMark } from "../../../app/model/timer-mark.ts";
import { monotonicNow, timer } from "../tray/snapshots.ts";

test.each([
  ["the same day", "2025-11-23", 3_600, null],
  ["past midnight", "2025-11-24", 3_600, "other-day"],
  ["a date to come", "2025-11-22", 3_600, null],
  ["a day that is not known", null, 3_600, null],
  ["twelve hours", "2025-11-23", 12 * 3_600, null],
  ["more than twelve hours", "2025-11-23", 12 * 3_600 + 1, "long"],
  ["long, and past midnight", "2025-11-24", 13 * 3_600, "other-day"],
] as const)("%s", (_name, today, seconds, expected) => {
  expect(timerMark(timer(1, "Gear GmbH", "running", seconds), today, monotonicNow)).toBe(expected);
});
