import { describe, expect, it } from "vitest";
import { backOffMilliseconds, retryAfterMilliseconds } from "../../../app/noko/back-off.ts";

const chance = (fraction: number) => ({ fraction: () => fraction });

describe("back-off after refusals in a row", () => {
  it.each([
    [1, 1_000],
    [2, 2_000],
    [3, 4_000],
    [5, 16_000],
    [6, 30_000],
    [7, 30_000],
    [1_000, 30_000],
  ])("%i: up to %i ms, by chance", (refusals, ceiling) => {
    expect(backOffMilliseconds(refusals, chance(0.999_999))).toBeCloseTo(ceiling, -2);
    expect(backOffMilliseconds(refusals, chance(0.75))).toBe(ceiling * 0.75);
    expect(backOffMilliseconds(refusals, chance(0))).toBe(500);
  });
});

describe("Retry-After", () => {
  const now = Date.UTC(2026, 0, 5, 9, 0, 0);
  it.each<[string | null, number | null]>([
    [null, null],
    ["7", 7_000],
    [" 7 ", 7_000],
    ["0", 500],
    ["86400", 300_000],
    ["Mon, 05 Jan 2026 09:00:20 GMT", 20_000],
    ["Mon, 05 Jan 2026 08:00:00 GMT", 500],
    ["Mon, 05 Jan 2027 08:00:00 GMT", 300_000],
    ["soon", null],
    ["", null],
  ])("%j is %j ms", (header, milliseconds) => {
    expect(retryAfterMilliseconds(header, now)).toBe(milliseconds);
  });
});
