import { expect, it } from "vitest";
import { RequestAllowance } from "../../../app/receiver/request-allowance.ts";
import { FakeClock } from "../../support/fake-clock.ts";

const hour = 60 * 60_000;

it("counts those of the last day, and says when there is room again", async () => {
  const clock = new FakeClock();
  const allowance = new RequestAllowance(clock, 3);
  expect(allowance.waitFor(3)).toBe(0);
  allowance.note();
  await clock.advance(hour);
  allowance.note();
  allowance.note();
  expect(allowance.sent).toBe(3);
  expect(allowance.waitFor(1)).toBe(23 * hour);
  expect(allowance.waitFor(2)).toBe(24 * hour);
  await clock.advance(23 * hour);
  expect(allowance.sent).toBe(2);
  expect(allowance.waitFor(1)).toBe(0);
  expect(allowance.waitFor(2)).toBe(hour);
});
