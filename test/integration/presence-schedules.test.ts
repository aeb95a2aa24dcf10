/** Two computers and a phone, by seeds; many more of them in the soak. */
import { expect, test } from "vitest";
import { runPresenceSchedule } from "../support/presence-schedule.ts";

test.each([1, 2, 3, 4])("schedule %i: nothing is asked or paused that a computer did not see", async (seed) => {
  const { strange, difference, allowed } = await runPresenceSchedule(seed);
  expect(strange).toEqual([]);
  expect(Math.abs(difference)).toBeLessThanOrEqual(allowed);
});
