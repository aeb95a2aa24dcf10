/** The running timer is paused when the computer is left: whole sessions against the account. */
import { expect, test } from "vitest";
import { minutes, openBench, sleep, wake } from "../support/absence-bench.ts";

const done = { kind: "done" };

test("a lock pauses, and says so to a person who comes back; resuming ends that", async () => {
  const bench = await openBench({ lock: "pause" });
  const { running, clock, session } = bench;
  const from = clock.wallNow();
  const leaving = session.leave("lock");
  await clock.advance(1_000);
  await leaving;
  expect(bench.sent()).toEqual(["PUT pause"]);
  const paused = bench.accountSeconds(running);
  await clock.advance(20 * minutes);
  session.back("lock");
  await clock.advance(3_000);
  expect(bench.accountSeconds(running)).toBe(paused);
  expect(bench.snapshot().absence).toMatchObject({ kind: "paused", reason: "lock", from, seconds: 0 });
  expect(bench.snapshot().link.missedBroadcasts).toBe(0);
  expect(await bench.send({ kind: "start", projectId: running })).toEqual(done);
  expect(bench.snapshot().absence).toBeNull();
});

test("what was paused can be left at that", async () => {
  const bench = await openBench({ lock: "pause" });
  const from = bench.clock.wallNow();
  void bench.session.leave("lock");
  await bench.clock.advance(10 * minutes);
  bench.session.back("lock");
  await bench.clock.advance(3_000);
  await bench.send({ kind: "answer-absence", from, answer: "keep" });
  expect(bench.snapshot().absence).toBeNull();
  expect(bench.server.account.timer(bench.running)?.run.kind).toBe("paused");
});

test("no network when it went to sleep: it is asked what becomes of the time", async () => {
  const bench = await openBench({ sleep: "pause" });
  bench.server.faults.disconnect();
  const from = bench.clock.wallNow();
  const leaving = bench.session.leave("sleep");
  await bench.clock.advance(500);
  sleep(bench, 29 * minutes);
  bench.server.faults.clear();
  await wake(bench);
  await bench.clock.advance(30_000);
  await leaving;
  expect(bench.snapshot().absence).toMatchObject({ kind: "ran-on", reason: "sleep", from, meantToPause: true });
  expect(Math.abs((bench.snapshot().absence?.seconds ?? 0) - 29 * 60)).toBeLessThanOrEqual(2);
});

test("locked to be asked, then asleep and paused: only the time before the pause is asked about", async () => {
  const bench = await openBench({ lock: "ask", sleep: "pause" });
  const { clock, session } = bench;
  await session.leave("lock");
  await clock.advance(10 * minutes);
  void session.leave("sleep");
  await clock.advance(1_000);
  sleep(bench, 60 * minutes);
  await wake(bench);
  session.back("lock");
  await clock.advance(5_000);
  expect(bench.server.account.timer(bench.running)?.run.kind).toBe("paused");
  const { absence } = bench.snapshot();
  expect(absence).toMatchObject({ kind: "ran-on", reason: "lock" });
  expect(Math.abs((absence?.seconds ?? 0) - 600)).toBeLessThanOrEqual(2);
  expect(await bench.send({ kind: "answer-absence", from: absence?.from ?? 0, answer: "remove-and-pause" })).toEqual(
    done,
  );
  expect(bench.sent()).toEqual(["PUT pause", "PUT add_or_subtract_time"]);
});
