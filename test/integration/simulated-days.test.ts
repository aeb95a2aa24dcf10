/** One simulated day of sleeps, VPN changes and sign-in pages; `test/soak/simulated-days.test.ts` has fourteen. */
import { expect, test } from "vitest";
import { simulateDays } from "../support/simulated-days.ts";

const minute = 60_000;

test.each([1, 2])(
  "a day with seed %i: never wrong for five minutes, never live for long what is broken",
  async (seed) => {
    const figures = await simulateDays(seed, 1);
    expect(figures.longestWrong).toBeLessThanOrEqual(5 * minute);
    expect(figures.worstAge).toBeLessThanOrEqual(5 * minute);
    expect(figures.longestLiveAfterSuspicion).toBeLessThanOrEqual(2 * minute);
    expect(figures.longestLiveWhileBroken).toBeLessThanOrEqual(6 * 60 * minute + 2 * minute);
    expect(figures.endsLive).toBe(true);
  },
);
