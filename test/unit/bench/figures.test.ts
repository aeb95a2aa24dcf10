import { describe, expect, test } from "vitest";
import type { Row } from "../../bench/bench.ts";
import { percentile } from "../../bench/statistics.ts";
import { asJson, asTable, isWithinLimits } from "../../bench/table.ts";

const row: Row = {
  key: "startToTrayRatio",
  title: "start → tray",
  value: 1.2,
  before: null,
  unit: "×",
  limit: { kind: "at-most", value: 1.25 },
  samples: { app: [300, 310, 320], floor: [250, 260, 270] },
};

describe("figures", () => {
  test.each([
    [[7], 95, 7],
    [[1, 2, 3, 4], 50, 2.5],
    [[4, 1, 3, 2], 100, 4],
    [[10, 20], 75, 17.5],
  ])("of %j the percentile %i is %d", (samples, share, value) => expect(percentile(samples, share)).toBe(value));

  test("a limit is kept on its own side", () => {
    expect(isWithinLimits(row)).toBe(true);
    expect(isWithinLimits({ ...row, value: 1.26 })).toBe(false);
    expect(isWithinLimits({ ...row, value: Number.NaN })).toBe(false);
    expect(isWithinLimits({ ...row, limit: { kind: "at-least", value: 2 } })).toBe(false);
    expect(isWithinLimits({ ...row, limit: null })).toBe(true);
  });

  test("the JSON has each figure by its key and its samples beside it", () => {
    expect(JSON.parse(asJson([row], { cores: 2 }))).toEqual({
      conditions: { cores: 2 },
      startToTrayRatio: 1.2,
      startToTrayRatioSamples: { app: [300, 310, 320], floor: [250, 260, 270] },
    });
  });

  test("an earlier build's figure stands beside this one's", () => {
    const compared = { ...row, before: 1.5 };
    expect(
      asTable([compared, row])
        .split("\n")
        .slice(2)
        .map((line) => line.split(" | ")[2]),
    ).toEqual(["1.50 × (-20 %)", ""]);
    expect(JSON.parse(asJson([compared], {}))).toMatchObject({ startToTrayRatio: 1.2, startToTrayRatioBefore: 1.5 });
  });

  test("the table says figure, limit and spread", () => {
    expect(asTable([row]).split("\n")[2]).toBe(
      "| start → tray | 1.20 × | ≤ 1.25 × ✓ | app 310 (300–320), n = 3; floor 260 (250–270), n = 3 |",
    );
  });
});
