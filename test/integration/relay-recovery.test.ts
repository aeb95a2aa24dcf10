/** A relay that dies or loses its network: a few rounds of what test/soak does many times. */
import { afterEach, expect, test } from "vitest";
import type { Clock } from "../../app/ports.ts";
import { systemClock } from "../../app/demo/system.ts";
import {
  describePartition,
  killRelay,
  lastAMinute,
  liveStage,
  partition,
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

test("a relay that is killed comes back by itself, at the same address, with one receiver", async () => {
  const clock = new SkippingClock();
  const made = await stage(clock);
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

test("a network that is cut, resets, slices, and swallows everything: noticed within 16 s, well again within 5 s", async () => {
  const made = await stage(systemClock);
  for (const fault of [
    { kind: "down" },
    { kind: "reset" },
    { kind: "slicer", bytes: 7 },
    { kind: "timeout", direction: "both" },
  ] as const) {
    const times = await partition(made, fault, 300);
    process.stdout.write(`${describePartition(fault.kind, times)}\n`);
    expect(times.noticed ?? 0).toBeLessThanOrEqual(16_000);
    expect(times.verified).toBeLessThanOrEqual(5_000);
    expect(times.right).toBeLessThanOrEqual(10_000);
  }
  expect(made.world.receivers()).toHaveLength(1);
}, 60_000);
