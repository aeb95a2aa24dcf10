/** A relay that changes its address, and a computer that slept. */
import { afterEach, expect, test } from "vitest";
import type { Clock } from "../../app/ports.ts";
import {
  changeAddress,
  changeElsewhere,
  lastAMinute,
  live,
  liveStage,
  right,
  type Stage,
} from "../support/relay-scenarios.ts";
import { SkippingClock } from "../support/skipping-clock.ts";

const farewells: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const farewell of farewells.splice(0).toReversed()) await farewell();
});

async function stage(clock: Clock, dialect?: Parameters<typeof liveStage>[1]): Promise<Stage> {
  const made = await liveStage(clock, dialect);
  farewells.push(() => made.stop());
  return made;
}

test("an address that changes costs exactly one change of the receiver, before anything is called live", async () => {
  const clock = new SkippingClock();
  const made = await stage(clock, "localhost.run json");
  for (const how of ["live", "reconnect", "live"] as const) {
    expect(await changeAddress(made, how)).toEqual({ repointings: 1, pointedRightWhenLive: true });
    await lastAMinute(clock, made.world);
  }
  expect(made.world.receivers()).toHaveLength(1);
});

test("after a sleep in which the relay died and the clock moved all is right within 3 s", async () => {
  const clock = new SkippingClock();
  const made = await stage(clock);
  for (const [seconds, hours] of [
    [5, 0],
    [30, 2],
    [120, -2],
  ] as const) {
    await made.fake.kill();
    clock.sleep(seconds * 1_000);
    clock.jumpWall(hours * 3_600_000);
    changeElsewhere(made.world);
    await made.fake.revive();
    const began = performance.now();
    made.world.session.wake();
    await right(made.world);
    expect(performance.now() - began).toBeLessThan(3_000);
    await live(made.world);
    changeElsewhere(made.world);
    await right(made.world);
  }
});
