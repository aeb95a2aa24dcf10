import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { IntakeRequest } from "../../app/broadcast/intake.ts";
import { type ListenerBench, startListenerBench } from "../unit/broadcast/support/listener-bench.ts";
import { slowClasses } from "../unit/broadcast/support/malformed-classes.ts";
import { bytesOf, exchangeRaw } from "../unit/broadcast/support/raw-client.ts";
import { sampleBody, sampleRequest } from "../unit/broadcast/support/sample-broadcast.ts";

const slowClients = 300;
const goodMeanwhile = 20;

function goodOne(index: number): IntakeRequest {
  return sampleRequest(sampleBody({ projectId: 700_000 + index }, Date.now()));
}

/** What was due by then has been done as well: a machine that halts for a moment halts for both sides. */
async function limitPassed(): Promise<void> {
  await new Promise<void>((resolve) => setTimeout(resolve, 12_000));
  for (let turn = 0; turn < 25; turn += 1) await new Promise<void>((resolve) => setImmediate(resolve));
}

describe("300 slow clients", () => {
  let bench: ListenerBench;

  beforeAll(async () => {
    bench = await startListenerBench();
  });
  afterAll(() => bench.close());

  it("do not hold up a good broadcast, and are all gone within 12 seconds", async () => {
    const held = Array.from({ length: slowClients }, (_, index) => {
      const slow = slowClasses[index % slowClasses.length];
      return exchangeRaw(bench.listener.port, slow?.script(index) ?? []);
    });

    // A client that asks while 300 connections are being made waits for that. It is our own doing, and over with this answer:
    // from now on it counts.
    const first = await exchangeRaw(bench.listener.port, [bytesOf(goodOne(0))]);
    first.socket.destroy();
    expect(await bench.listener.openConnections()).toBeGreaterThanOrEqual(slowClients);
    const over = limitPassed();

    const waits: number[] = [];
    for (let index = 1; index <= goodMeanwhile; index += 1) {
      const answer = await exchangeRaw(bench.listener.port, [bytesOf(goodOne(index))]);
      expect(answer.status).toBe(200);
      waits.push(answer.milliseconds);
      answer.socket.destroy();
    }
    expect(await bench.listener.openConnections()).toBeGreaterThanOrEqual(slowClients);
    expect(Math.max(...waits)).toBeLessThan(500);
    expect(bench.effects).toHaveLength(goodMeanwhile + 1);

    const gone = Promise.all(held).then(async (all) => {
      await Promise.all(all.map(({ closed }) => closed));
      return all;
    });
    expect(await Promise.race([gone.then(() => "gone"), over.then(() => "still there")])).toBe("gone");
    const answers = await gone;
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([408]));
    await bench.deserted();
    expect(bench.listener.counters()["timed-out"]).toBe(slowClients);
    expect(bench.effects).toHaveLength(goodMeanwhile + 1);
  });
});
