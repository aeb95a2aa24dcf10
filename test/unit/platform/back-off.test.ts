import { describe, expect, it } from "vitest";
import { backOff, backOffCeiling } from "../../../app/platform/back-off.ts";

const chance = (fraction: number) => ({ fraction: () => fraction });
const limits = { first: 1_000, longest: 30_000, shortest: 500 };

describe("back-off after failures in a row", () => {
  it.each([
    [1, 1_000],
    [2, 2_000],
    [3, 4_000],
    [5, 16_000],
    [6, 30_000],
    [7, 30_000],
    [1_000, 30_000],
  ])("%i: up to %i ms, by chance", (failures, ceiling) => {
    expect(backOffCeiling(limits, failures)).toBe(ceiling);
    expect(backOff(limits, failures, chance(0.999_999))).toBeCloseTo(ceiling, -2);
    expect(backOff(limits, failures, chance(0.75))).toBe(ceiling * 0.75);
    expect(backOff(limits, failures, chance(0))).toBe(500);
  });
});
