import { afterEach, describe, expect, test, vi } from "vitest";
import { createLocalFormat } from "../../../app/model/local-format.ts";

afterEach(() => vi.unstubAllEnvs());

describe("an instant on this computer", () => {
  const noon = Date.parse("2025-11-23T12:00:00Z");

  test.each([Number.NaN, Number.POSITIVE_INFINITY, Number.MAX_SAFE_INTEGER, -1e303])(
    "%d, which is on no calendar, has no time, and ends nothing",
    (instant) => {
      const format = createLocalFormat(() => new Intl.DateTimeFormat("en-GB", { hour: "numeric", minute: "2-digit" }));
      expect(format(instant)).toBe("—");
    },
  );

  test("is written in the time zone that holds now", () => {
    const make = vi.fn(() => new Intl.DateTimeFormat("en-GB", { hour: "numeric", minute: "2-digit" }));
    const format = createLocalFormat(make);
    vi.stubEnv("TZ", "Europe/Berlin");
    expect(format(noon)).toBe("13:00");
    expect(format(noon)).toBe("13:00");
    expect(make).toHaveBeenCalledTimes(1);
    vi.stubEnv("TZ", "Asia/Tokyo");
    expect(format(noon)).toBe("21:00");
  });
});
