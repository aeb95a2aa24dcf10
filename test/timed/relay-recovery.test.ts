/**
 * A relay that dies, changes its address, or loses its network, and a computer that slept: a few rounds of what
 * test/soak does many times. Side by side, since most of it is waiting.
 */
import { type ExpectStatic, type TestContext, describe, test } from "vitest";
import { systemClock } from "../../app/platform/system.ts";
import type { Clock } from "../../app/platform/ports.ts";
import type { Fault } from "../support/fault-proxy.ts";
import {
  changeAddress,
  changeElsewhere,
  describePartition,
  killRelay,
  lastAMinute,
  live,
  liveStage,
  partition,
  right,
  type Stage,
} from "../support/relay-scenarios.ts";
import { SkippingClock } from "../support/skipping-clock.ts";

async function stage(context: TestContext, clock: Clock, imitates?: Parameters<typeof liveStage>[1]): Promise<Stage> {
  const made = await liveStage(clock, imitates);
  context.onTestFinished(() => made.stop());
  return made;
}

async function endure(expect: ExpectStatic, made: Stage, fault: Fault): Promise<void> {
  const times = await partition(made, fault, 300);
  process.stdout.write(`${describePartition(fault.kind, times)}\n`);
  expect(times.noticed ?? 0).toBeLessThanOrEqual(16_000);
  expect(times.verified).toBeLessThanOrEqual(5_000);
  expect(times.right).toBeLessThanOrEqual(10_000);
  expect(made.world.receivers()).toHaveLength(1);
}

describe.concurrent("all is well again, by itself", () => {
  test("after a relay was killed: at the same address, with one receiver", async (context) => {
    const { expect } = context;
    const clock = new SkippingClock();
    const made = await stage(context, clock);
    const before = made.world.receivers();
    for (let round = 0; round < 3; round += 1) {
      const times = await killRelay({ relay: made.fake, world: made.world });
      expect(times.verified).toBeLessThan(5_000);
      expect(times.right).toBeLessThan(10_000);
      expect(made.world.receivers()).toEqual(before);
      await lastAMinute(clock, made.world);
    }
    expect(made.world.repointings()).toBe(0);
  });

  test("within 5 s after a network was cut, reset, and sliced", async (context) => {
    const made = await stage(context, systemClock);
    await endure(context.expect, made, { kind: "down" });
    await endure(context.expect, made, { kind: "reset" });
    await endure(context.expect, made, { kind: "slicer", bytes: 7 });
  });

  test("within 5 s after a network swallowed everything, which is noticed within 16 s", async (context) => {
    const made = await stage(context, systemClock);
    await endure(context.expect, made, { kind: "timeout", direction: "both" });
  });

  test("after the address changed: by exactly one change of the receiver, before anything is called live", async (context) => {
    const { expect } = context;
    const clock = new SkippingClock();
    const made = await stage(context, clock, "localhost.run json");
    for (const how of ["live", "reconnect", "live"] as const) {
      expect(await changeAddress(made, how)).toEqual({ repointings: 1, pointedRightWhenLive: true });
      await lastAMinute(clock, made.world);
    }
    expect(made.world.receivers()).toHaveLength(1);
  });

  test("within 3 s after a sleep in which the relay died and the clock moved", async (context) => {
    const { expect } = context;
    const clock = new SkippingClock();
    const made = await stage(context, clock);
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
});
