/** Networks that fail in every way there is, and addresses that change, many times. */
import { afterEach, expect, test } from "vitest";
import { faults } from "../support/fault-proxy.ts";
import { changeAddress, describePartition, lastAMinute, liveStage, partition } from "../support/relay-scenarios.ts";
import { SkippingClock } from "../support/skipping-clock.ts";

const cleanUps: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0).toReversed()) await cleanUp();
});

test("eight kinds of partition, five times each: noticed within 16 s, verified within 5 s, right within 10 s", async () => {
  // Side by side: most of it is waiting.
  const reports = await Promise.all(
    faults.map(async ([name, fault]) => {
      const clock = new SkippingClock();
      const stage = await liveStage(clock);
      const lines: string[] = [];
      for (let round = 0; round < 5; round += 1) {
        const times = await partition(stage, fault, 1_000 * (round + 0.5));
        lines.push(describePartition(name, times));
        const limits = { noticed: 16_000, verified: 5_000, right: 10_000 };
        const late = Object.entries(limits).filter(
          ([what, limit]) => (times[what as keyof typeof limits] ?? 0) > limit,
        );
        expect({ name, round, times, late }).toEqual({ name, round, times, late: [] });
        expect(stage.world.receivers()).toHaveLength(1);
        await lastAMinute(clock, stage.world);
      }
      await stage.stop();
      return lines;
    }),
  );
  process.stdout.write(`${reports.flat().join("\n")}\n`);
});

test("twenty changes of the address: exactly one change of the receiver each, and nothing lost", async () => {
  const clock = new SkippingClock();
  const stage = await liveStage(clock, "localhost.run cloud events");
  cleanUps.push(() => stage.stop());
  for (let round = 0; round < 20; round += 1) {
    const outcome = await changeAddress(stage, round % 2 === 0 ? "live" : "reconnect");
    expect({ round, ...outcome }).toEqual({ round, repointings: 1, pointedRightWhenLive: true });
    await lastAMinute(clock, stage.world);
  }
  expect(stage.world.receivers()).toHaveLength(1);
});
