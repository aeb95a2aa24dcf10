import { describe, expect, test } from "vitest";
import { loggedDayOf, projectsOf } from "../../../app/entries/logged-day.ts";
import type { NokoEntry } from "../../../app/noko/resources.ts";
import { nokoEntry } from "../../support/noko-entries.ts";
import { nokoTimer } from "../../support/noko-timers.ts";

function entry(id: number, date: string, minutes: number, projectId: number | null): NokoEntry {
  return nokoEntry({ id, date, minutes, project: projectId === null ? null : nokoTimer(projectId).project });
}

const entries = [
  entry(1, "2026-01-04", 500, 3),
  entry(4, "2026-01-05", 30, 2),
  entry(2, "2026-01-05", 20, 1),
  entry(3, "2026-01-05", 25, 1),
  entry(5, "2026-01-05", 10, null),
  entry(6, "2026-01-05", 5, null),
];

describe("loggedDayOf", () => {
  test("adds up one day by project, the longest first, those without a project together", () => {
    const day = loggedDayOf("2026-01-05", entries);
    expect(day.date).toBe("2026-01-05");
    expect(day.minutes.map(({ project, minutes }) => [project?.id ?? null, minutes])).toEqual([
      [1, 45],
      [2, 30],
      [null, 15],
    ]);
  });

  test("hands on no address of the account", () => {
    expect(JSON.stringify(loggedDayOf("2026-01-05", entries))).not.toContain("https:");
  });

  test("of a day without entries is empty", () => {
    expect(loggedDayOf("2026-01-06", entries)).toEqual({ date: "2026-01-06", minutes: [] });
  });
});

test("projectsOf names each project once, the last one first", () => {
  expect(projectsOf(entries)).toEqual([2, 1, 3]);
});
