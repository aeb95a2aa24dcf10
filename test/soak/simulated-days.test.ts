/** Fourteen simulated days of sleeps, VPN changes and sign-in pages. */
import { expect, test } from "vitest";
import { simulateDays } from "../support/simulated-days.ts";

const minute = 60_000;
const days = Number(process.env["TALLYLIGHT_SOAK_DAYS"] ?? 14);

test.each([14, 15])(`${days} days with seed %i`, async (seed) => {
  const figures = await simulateDays(seed, days);
  expect(figures.longestWrong).toBeLessThanOrEqual(5 * minute);
  expect(figures.worstAge).toBeLessThanOrEqual(5 * minute);
  expect(figures.longestLiveAfterSuspicion).toBeLessThanOrEqual(2 * minute);
  expect(figures.longestLiveWhileBroken).toBeLessThanOrEqual(6 * 60 * minute + 2 * minute);
  expect(figures.mostRequestsInADay).toBeLessThanOrEqual(12);
  expect(figures.endsLive).toBe(true);
});
