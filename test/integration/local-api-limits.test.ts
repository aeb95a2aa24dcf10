/** Programs that are many, hostile, or out of their minds: the app goes on as before, and nothing is done. */
import { once } from "node:events";
import { createConnection } from "node:net";
import { afterEach, expect, test } from "vitest";
import { type LocalBench, type LocalBenchOptions, startLocalBench } from "../support/local-bench.ts";
import { sendNonsense } from "../support/local-fuzz.ts";
import { watchChanges } from "../support/watch-changes.ts";
import { SkippingClock } from "../support/skipping-clock.ts";
import { untilSnapshot } from "../support/until-snapshot.ts";

const ends: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).toReversed()) await end();
});

async function start(options?: LocalBenchOptions): Promise<LocalBench> {
  const bench = await startLocalBench(options);
  ends.push(() => bench.stop());
  return bench;
}

test("20 programs that watch 40 changes agree with the snapshots on each, and cost the account nothing", async () => {
  const clock = new SkippingClock();
  const bench = await start({ clock });
  expect(await watchChanges(bench, clock, { watchers: 20, changes: 40 })).toEqual({
    changesAtTheAccount: 40,
    disagreements: 0,
    watchersThatSawAll: 20,
  });
});

test("400 lines of nonsense do nothing, and the next program is served", async () => {
  const clock = new SkippingClock();
  const bench = await start({ clock });
  await sendNonsense(bench, clock, { lines: 400, seed: 17 });
  expect(bench.changes()).toEqual([]);
  const client = await bench.connect();
  expect(await client.ask({ do: "status" })).toMatchObject({ ok: true });
  expect(bench.logger.lines.filter((line) => line.startsWith("error"))).toEqual([]);
});

test("what is too long, silent, unread or one too many is dropped; others do not notice", async () => {
  const clock = new SkippingClock();
  const bench = await start({ clock });
  const long = await bench.connect();
  long.socket.write(`{"id":1,"do":"${"x".repeat(70_000)}"}\n`);
  await long.closed;
  expect(long.messages).toMatchObject([{ id: null, ok: false, problem: { kind: "malformed" } }]);

  const silent = await bench.connect();
  const good = await bench.connect();
  await good.ask({ do: "watch" });
  clock.skip(3_100);
  await silent.closed;
  expect(silent.messages).toEqual([]);

  const many = await Promise.all(Array.from({ length: 31 }, () => bench.connect()));
  const refused = await bench.connect();
  await refused.closed;
  expect(refused.messages).toEqual([{ event: "bye", reason: "too-many-clients" }]);
  for (const each of many) each.close();
  await Promise.all(many.map((each) => each.closed));

  // A page of projects is tens of kilobytes: what is not read piles up, and ends it.
  const lazy = createConnection(bench.path).on("error", () => undefined);
  await once(lazy, "connect");
  lazy.write(`${JSON.stringify({ id: 1, do: "watch" })}\n`);
  lazy.pause();
  const lagging = (): boolean => bench.logger.lines.some((line) => line.includes("did not read"));
  for (let change = 0; !lagging() && change < 5_000; change += 1) {
    lazy.write(`${JSON.stringify({ id: change, do: "status" })}\n`.repeat(19));
    await clock.hurry(1_000, 1_000);
  }
  expect(lagging()).toBe(true);
  lazy.destroy();
  expect(await good.ask({ do: "status" })).toMatchObject({ ok: true });
});

test("20 requests a second are taken of a program that sends more, and the others are served meanwhile", async () => {
  const bench = await start();
  const [hostile, good] = [await bench.connect(), await bench.connect()];
  const line = `${JSON.stringify({ id: 1, do: "status" })}\n`;
  const startedAt = performance.now();
  hostile.socket.write(line.repeat(2_000));
  for (let asked = 0; asked < 10; asked += 1) expect(await good.ask({ do: "status" })).toMatchObject({ ok: true });
  const seconds = (performance.now() - startedAt) / 1000;
  expect(hostile.messages.length).toBeLessThanOrEqual(20 + 20 * (seconds + 1));
  await untilSnapshot(bench.application, ({ timersKnown }) => timersKnown);
});
