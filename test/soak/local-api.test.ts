/** The local API for long: what unit and integration tests do a few times, here thousands of times. */
import { afterEach, expect, test, vi } from "vitest";
import { type LocalBench, startLocalBench } from "../support/local-bench.ts";
import { sendNonsense } from "../support/local-fuzz.ts";
import { SkippingClock } from "../support/skipping-clock.ts";
import { watchChanges } from "../support/watch-changes.ts";

let bench: LocalBench | null = null;
afterEach(async () => {
  await bench?.stop();
  bench = null;
});

test("20 programs that watch 1,000 changes agree with the snapshots on each, and cost the account nothing", async () => {
  vi.unstubAllGlobals();
  const clock = new SkippingClock();
  bench = await startLocalBench({ clock });
  expect(await watchChanges(bench, clock, { watchers: 20, changes: 1_000 })).toEqual({
    changesAtTheAccount: 1_000,
    disagreements: 0,
    watchersThatSawAll: 20,
  });
});

test("10,000 lines of nonsense do nothing, and take no memory that is not given back", async () => {
  vi.unstubAllGlobals();
  const clock = new SkippingClock();
  bench = await startLocalBench({ clock });
  await sendNonsense(bench, clock, { lines: 1_000, seed: 1 });
  global.gc?.();
  const before = process.memoryUsage().heapUsed;
  await sendNonsense(bench, clock, { lines: 10_000, seed: 2 });
  global.gc?.();
  const grown = (process.memoryUsage().heapUsed - before) / 1024 / 1024;
  process.stdout.write(`The heap grew by ${grown.toFixed(1)} MB.\n`);
  expect(bench.changes()).toEqual([]);
  expect(bench.logger.lines.filter((line) => line.startsWith("error"))).toEqual([]);
  // Without a collection on demand what is garbage counts as well.
  if (global.gc !== undefined) expect(grown).toBeLessThan(8);
});
