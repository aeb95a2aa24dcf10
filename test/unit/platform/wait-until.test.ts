import { expect, test } from "vitest";
import { WaitUntil } from "../../../app/platform/wait-until.ts";
import { FakeClock } from "../../support/fake-clock.ts";

function waiting(settled: boolean) {
  const clock = new FakeClock();
  const waitUntil = new WaitUntil(clock);
  const state = { settled, over: false };
  void waitUntil.wait(() => state.settled, 20_000).then(() => (state.over = true));
  return { clock, waitUntil, state };
}

test("what is settled is not waited for, and leaves no timeout", async () => {
  const { clock, state } = waiting(true);
  await clock.advance(0);
  expect(state.over).toBe(true);
  expect(clock.pendingCount).toBe(0);
});

test("a change that settles it ends the wait, one that does not goes on", async () => {
  const { clock, waitUntil, state } = waiting(false);
  waitUntil.recheck();
  await clock.advance(19_000);
  expect(state.over).toBe(false);
  state.settled = true;
  waitUntil.recheck();
  await clock.advance(0);
  expect(state.over).toBe(true);
  expect(clock.pendingCount).toBe(0);
});

test("nobody is kept waiting longer than the patience", async () => {
  const { clock, state } = waiting(false);
  await clock.advance(20_000);
  expect(state.over).toBe(true);
});
