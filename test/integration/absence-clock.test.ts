/** A clock that is set while the computer is left hides no absence: the account's own time counts. */
import { expect, test } from "vitest";
import type { Clock } from "../../app/platform/ports.ts";
import { minutes, openBench, sleep } from "../support/absence-bench.ts";
import { FakeClock } from "../support/fake-clock.ts";
import { createMemoryWorld, type MemoryWorld } from "../support/memory-session.ts";

/** An account whose clock goes on whatever this computer's is set to. */
function worldWithClockOfItsOwn(): MemoryWorld {
  const clock = new FakeClock();
  const start = clock.wallNow();
  const accountClock: Clock = {
    wallNow: () => start + clock.monotonicNow(),
    monotonicNow: () => clock.monotonicNow(),
    setTimeout: (callback, milliseconds) => clock.setTimeout(callback, milliseconds),
  };
  return createMemoryWorld(7, { clock: accountClock }, clock);
}

const reasons = ["lock", "sleep", "shutdown"] as const;
const sets = [-7_200_000, -90_000, 90_000, 7_200_000, 2 * 86_400_000];

test.each(reasons.flatMap((reason) => sets.map((set) => [reason, set] as const)))(
  "%s, and a clock set by %i ms before the return: the time that really passed is asked about",
  async (reason, set) => {
    const bench = await openBench({ [reason]: "ask" }, { world: worldWithClockOfItsOwn() });
    await bench.session.leave(reason);
    sleep(bench, 29 * minutes);
    bench.clock.jumpWall(set);
    bench.session.back(reason);
    bench.session.wake();
    await bench.clock.advance(5_000);
    expect(bench.snapshot().absence).toMatchObject({ kind: "ran-on", reason });
    expect(Math.abs((bench.snapshot().absence?.seconds ?? 0) - 29 * 60)).toBeLessThanOrEqual(2);
  },
);

test("a timer that was paused for a while on another device is no absence, whatever the clock", async () => {
  const bench = await openBench({ lock: "ask" }, { world: worldWithClockOfItsOwn() });
  const { server, running, clock, session } = bench;
  await session.leave("lock");
  await clock.advance(5 * minutes);
  server.account.pauseTimer(running);
  await clock.advance(10 * minutes);
  server.account.startTimer(running);
  await clock.advance(14 * minutes);
  clock.jumpWall(10 * minutes);
  session.back("lock");
  await clock.advance(5_000);
  expect(bench.snapshot().absence).toBeNull();
});
