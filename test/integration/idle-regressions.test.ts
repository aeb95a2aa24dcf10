/** What other trackers got wrong about idle time, each as people reported it there. */
import { expect, test } from "vitest";
import { instantNow } from "../../app/model/instant.ts";
import { instantBefore } from "../../app/presence/idle/idle-source.ts";
import { minutes, openBench, sleep, sleepAndWake, wake } from "../support/absence-bench.ts";
import type { VerbsBench } from "../support/verbs-bench.ts";

const hour = 60 * minutes;
const everything = { idle: "ask", lock: "ask", sleep: "ask", shutdown: "ask" } as const;

function idle({ session, clock }: VerbsBench, milliseconds: number): void {
  void session.leave("idle", { at: instantBefore(instantNow(clock), milliseconds), isOver: false });
}

async function back({ session, clock }: VerbsBench, reason: "idle" | "lock" = "idle"): Promise<void> {
  session.back(reason);
  await clock.advance(5_000);
}

test("a night of sleep is one absence of sixteen hours, not none and not a negative one", async () => {
  const bench = await openBench(everything);
  await sleepAndWake(bench, 16 * hour);
  expect(bench.snapshot().absence).toMatchObject({ kind: "ran-on", seconds: 16 * 3_600 });
});

test("locked, then asleep, then woken and unlocked: the whole is asked about once", async () => {
  const bench = await openBench(everything);
  const from = bench.clock.wallNow();
  void bench.session.leave("lock");
  await bench.clock.advance(10 * minutes);
  await bench.session.leave("sleep");
  sleep(bench, hour);
  await wake(bench);
  expect(bench.snapshot().absence).toBeNull();
  await back(bench, "lock");
  expect(bench.snapshot().absence).toMatchObject({ from });
  const { seconds = 0 } = bench.snapshot().absence ?? {};
  expect(Math.abs(seconds - 70 * 60)).toBeLessThanOrEqual(10);
});

test("a suspend that the system reports twice is one", async () => {
  const bench = await openBench(everything);
  void bench.session.leave("sleep");
  await sleepAndWake(bench, hour);
  await wake(bench);
  expect(bench.snapshot().absence).toMatchObject({ seconds: 3_600 });
  expect(bench.sent()).toEqual([]);
});

test("switched off, it never asks, pauses or notes anything", async () => {
  const bench = await openBench({});
  await bench.clock.advance(20 * minutes);
  idle(bench, 20 * minutes);
  void bench.session.leave("lock");
  await bench.clock.advance(hour);
  await back(bench);
  await back(bench, "lock");
  await sleepAndWake(bench, hour);
  expect(bench.snapshot().absence).toBeNull();
  expect(bench.sent()).toEqual([]);
  expect(bench.settings.get("absence")).toBeUndefined();
});

test("a timer that was paused by hand before is not asked about", async () => {
  const bench = await openBench(everything);
  await bench.send({ kind: "pause", projectId: bench.running });
  await bench.clock.advance(20 * minutes);
  idle(bench, 20 * minutes);
  await back(bench);
  expect(bench.snapshot().absence).toBeNull();
});

test("a timer that another device stops while nobody is here is not asked about, nor stopped again", async () => {
  const bench = await openBench({ ...everything, idle: "pause", lock: "pause" });
  bench.server.account.pauseTimer(bench.running);
  await bench.clock.advance(10 * minutes);
  idle(bench, 10 * minutes);
  void bench.session.leave("lock");
  await bench.clock.advance(20 * hour);
  bench.session.back("lock");
  await back(bench);
  expect(bench.sent()).toEqual([]);
  expect(bench.snapshot().absence).toBeNull();
});

test("away once more before the first question is answered: one question about both", async () => {
  const bench = await openBench(everything);
  await bench.clock.advance(10 * minutes);
  const from = bench.clock.wallNow() - 10 * minutes;
  idle(bench, 10 * minutes);
  await back(bench);
  await bench.clock.advance(15 * minutes);
  idle(bench, 10 * minutes);
  await bench.clock.advance(5 * minutes);
  await back(bench);
  const { absence } = bench.snapshot();
  expect(absence).toMatchObject({ kind: "ran-on", from });
  expect(Math.abs((absence?.seconds ?? 0) - 25 * 60)).toBeLessThanOrEqual(2);
});

test("a moment behind a locked screen is no idle time", async () => {
  const bench = await openBench(everything);
  void bench.session.leave("lock");
  await bench.clock.advance(40_000);
  await back(bench, "lock");
  expect(bench.snapshot().absence).toBeNull();
});

test("left, and the app starts anew before anybody is back: still asked about, with the whole time", async () => {
  const bench = await openBench(everything);
  const from = bench.clock.wallNow();
  await bench.clock.advance(10 * minutes);
  idle(bench, 10 * minutes);
  await bench.clock.advance(5 * minutes);
  await bench.session.stop("disable-receiver", AbortSignal.abort(), "by-system");
  await bench.clock.advance(15 * minutes);
  const { clock, server, path, settings, secrets } = bench;
  const next = await openBench(everything, { world: { clock, server, path }, settings, secrets });
  expect(next.snapshot().absence).toMatchObject({ kind: "ran-on", from, seconds: 30 * 60 });
});

test("seconds of nobody's use that the question names are what is taken off, not the rounded minutes", async () => {
  const bench = await openBench(everything);
  await bench.clock.advance(617_000);
  idle(bench, 617_000);
  await back(bench);
  const { absence } = bench.snapshot();
  const before = bench.accountSeconds(bench.running) ?? 0;
  await bench.send({ kind: "answer-absence", from: absence?.from ?? 0, answer: "remove" }, 3_000);
  expect(absence?.seconds).toBe(617);
  expect(Math.abs((bench.accountSeconds(bench.running) ?? 0) - before + 617 - 3)).toBeLessThanOrEqual(1);
});
