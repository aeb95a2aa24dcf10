import { describe, expect, it } from "vitest";
import { freshnessTolerance, isFresh } from "../../../app/broadcast/freshness.ts";

const now = Date.UTC(2026, 0, 5, 9, 0, 0);

describe("isFresh", () => {
  it("allows five minutes either way", () => {
    expect(freshnessTolerance).toBe(300_000);
    expect(isFresh(now - 300_000, now, null)).toBe(true);
    expect(isFresh(now - 300_001, now, null)).toBe(false);
    expect(isFresh(now + 300_000, now, null)).toBe(true);
    expect(isFresh(now + 300_001, now, null)).toBe(false);
  });

  it.each([-86_400_000, -7_200_000, 7_200_000, 86_400_000])("corrects our clock when it is %d ms off", (off) => {
    expect(isFresh(now, now + off, -off)).toBe(true);
    expect(isFresh(now - 300_001, now + off, -off)).toBe(false);
    expect(isFresh(now, now + off, null)).toBe(false);
  });
});
