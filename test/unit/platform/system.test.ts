import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { systemClock } from "../../../app/platform/system.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const longest = 2 ** 31 - 1;

test("a wait of more than 2^31 ms, which Node takes for one of a millisecond, ends when it is over", () => {
  const done = vi.fn<() => void>();
  systemClock.setTimeout(done, longest + 5_000);
  vi.advanceTimersByTime(longest);
  expect(done).not.toHaveBeenCalled();
  vi.advanceTimersByTime(4_999);
  expect(done).not.toHaveBeenCalled();
  vi.advanceTimersByTime(1);
  expect(done).toHaveBeenCalledOnce();
});

test("a long wait can be ended in each of its parts", () => {
  const done = vi.fn<() => void>();
  const cancel = systemClock.setTimeout(done, longest + 5_000);
  vi.advanceTimersByTime(longest + 1);
  cancel();
  vi.advanceTimersByTime(longest);
  expect(done).not.toHaveBeenCalled();
});
