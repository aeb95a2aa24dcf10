import { describe, expect, it } from "vitest";
import { retryAfterMilliseconds } from "../../../app/noko/retry-after.ts";

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
