import { describe, expect, test } from "vitest";
import { dayOf, daysBefore, millisecondsToNextDay } from "../../../app/model/day.ts";

const hour = 3_600_000;

describe("days of an account", () => {
  test.each([
    { at: "2026-01-05T09:00:00Z", offset: 0, day: "2026-01-05", left: 15 * hour },
    { at: "2026-01-05T23:30:00Z", offset: 3600, day: "2026-01-06", left: 23.5 * hour },
    { at: "2026-01-05T03:00:00Z", offset: -18_000, day: "2026-01-04", left: 2 * hour },
    { at: "2026-01-05T18:30:00Z", offset: 19_800, day: "2026-01-06", left: 24 * hour },
    { at: "1969-12-31T23:00:00Z", offset: 0, day: "1969-12-31", left: hour },
  ])("$at, $offset s from UTC: $day", ({ at, offset, day, left }) => {
    expect(dayOf(Date.parse(at), offset)).toBe(day);
    expect(millisecondsToNextDay(Date.parse(at), offset)).toBe(left);
  });

  test.each([
    { day: "2026-01-05", count: 0, before: "2026-01-05" },
    { day: "2026-01-05", count: 13, before: "2025-12-23" },
    { day: "2024-03-01", count: 1, before: "2024-02-29" },
  ])("$count before $day: $before", ({ day, count, before }) => {
    expect(daysBefore(day, count)).toBe(before);
  });
});
