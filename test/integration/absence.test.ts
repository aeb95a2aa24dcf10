/** Who comes back to the computer is asked what becomes of the time that ran on: whole sessions against the account. */
import { expect, test } from "vitest";
import { instantNow } from "../../app/model/instant.ts";
import { minutes, openBench, sleep, sleepAndWake, wake } from "../support/absence-bench.ts";
import type { VerbsBench } from "../support/verbs-bench.ts";

const done = { kind: "done" };

test("a sleep with a running timer is asked about, and nothing is sent before the answer", async () => {
  const bench = await openBench({ sleep: "ask" });
  const { running } = bench;
  const before = bench.accountSeconds(running) ?? 0;
  const from = bench.clock.wallNow();
  await sleepAndWake(bench, 29 * minutes);
  expect(bench.snapshot().absence).toEqual({
    kind: "ran-on",
    project: bench.shown(running)?.project,
    reason: "sleep",
    from,
    seconds: 29 * 60,
    meantToPause: false,
  });
  expect(bench.sent()).toEqual([]);
  expect(bench.accountSeconds(running)).toBeGreaterThanOrEqual(before + 29 * 60);
});

test.each([
  ["keep", [], "running", 0],
  ["remove", ["PUT add_or_subtract_time"], "running", 29 * 60],
  ["remove-and-pause", ["PUT pause", "PUT add_or_subtract_time"], "paused", 29 * 60],
] as const)("the answer %s", async (answer, requests, state, removed) => {
  const bench = await openBench({ lock: "ask" });
  const { running, clock } = bench;
  const from = clock.wallNow();
  await bench.session.leave("lock");
  await clock.advance(29 * minutes);
  bench.session.back("lock");
  await clock.advance(5_000);
  bench.sent();
  const before = bench.accountSeconds(running) ?? 0;
  expect(await bench.send({ kind: "answer-absence", from, answer }, 3_000)).toEqual(done);
  expect(bench.sent()).toEqual(requests);
  expect(bench.server.account.timer(running)?.run.kind).toBe(state);
  const passed = state === "running" ? 3 : 1;
  const change = (bench.accountSeconds(running) ?? 0) - before;
  expect(Math.abs(change + removed - passed)).toBeLessThanOrEqual(2);
  expect(bench.snapshot().absence).toBeNull();
  expect(bench.settings.get("absence")).toBeUndefined();
  if (removed > 0) expect(bench.snapshot().undo).toMatchObject({ kind: "adjust", seconds: -removed });
});

test("what was removed can be had back", async () => {
  const bench = await openBench({ sleep: "ask" });
  const from = bench.clock.wallNow();
  await sleepAndWake(bench, 29 * minutes);
  await bench.send({ kind: "answer-absence", from, answer: "remove" });
  const removed = bench.accountSeconds(bench.running) ?? 0;
  expect(await bench.send({ kind: "undo" })).toEqual(done);
  expect((bench.accountSeconds(bench.running) ?? 0) - removed).toBeGreaterThanOrEqual(29 * 60);
  expect(bench.snapshot().absence).toBeNull();
});

test("an answer to another absence does nothing, and neither does a second one", async () => {
  const bench = await openBench({ sleep: "ask" });
  const from = bench.clock.wallNow();
  await sleepAndWake(bench, 29 * minutes);
  await bench.send({ kind: "answer-absence", from: from - 1, answer: "remove" });
  expect(bench.sent()).toEqual([]);
  expect(bench.snapshot().absence).not.toBeNull();
  const answers = [1, 2].map(() => bench.session.dispatch({ kind: "answer-absence", from, answer: "remove" }));
  await bench.clock.advance(3_000);
  expect(await Promise.all(answers)).toEqual([done, done]);
  expect(bench.sent()).toEqual(["PUT add_or_subtract_time"]);
});

test.each([
  ["paused elsewhere meanwhile", (bench: VerbsBench) => bench.server.account.pauseTimer(bench.running)],
  ["logged elsewhere meanwhile", (bench: VerbsBench) => bench.server.account.logTimer(bench.running)],
  ["switched elsewhere meanwhile", (bench: VerbsBench) => bench.server.account.startTimer(bench.idle)],
])("%s: nothing is asked", async (_name, elsewhere) => {
  const bench = await openBench({ sleep: "ask" });
  await bench.session.leave("sleep");
  sleep(bench, 10 * minutes);
  elsewhere(bench);
  sleep(bench, 19 * minutes);
  await wake(bench);
  expect(bench.snapshot().absence).toBeNull();
  expect(bench.settings.get("absence")).toBeUndefined();
  expect(bench.sent()).toEqual([]);
});

test("the question goes when it is taken care of elsewhere", async () => {
  const bench = await openBench({ sleep: "ask" });
  await sleepAndWake(bench, 29 * minutes);
  bench.server.account.adjustTimer(bench.running, -29 * 60);
  await bench.clock.advance(10_000);
  expect(bench.snapshot().absence).toBeNull();
});

test("a change elsewhere after the return is not acted on: the verb looks first", async () => {
  const bench = await openBench({ sleep: "ask" });
  const from = bench.clock.wallNow();
  await sleepAndWake(bench, 29 * minutes);
  // Nobody announces it, and no list is read before the answer.
  bench.path.open = false;
  bench.server.account.describeTimer(bench.running, "Something else by now");
  await bench.send({ kind: "answer-absence", from, answer: "remove" }, 1_500);
  expect(bench.sent()).toEqual([]);
  expect(bench.snapshot().question).toMatchObject({ command: { kind: "adjust", seconds: -29 * 60 } });
  expect(bench.snapshot().absence).toBeNull();
});

test("without a network at the wake it is asked as soon as the account answers", async () => {
  const bench = await openBench({ sleep: "ask" });
  await bench.session.leave("sleep");
  sleep(bench, 29 * minutes);
  bench.server.faults.disconnect();
  await wake(bench);
  await bench.clock.advance(60_000);
  expect(bench.snapshot().absence).toBeNull();
  bench.server.faults.clear();
  await bench.clock.advance(60_000);
  expect(bench.snapshot().absence).toMatchObject({ kind: "ran-on", seconds: 29 * 60 });
});

test("a failure leaves the question", async () => {
  const bench = await openBench({ sleep: "ask" });
  const from = bench.clock.wallNow();
  await sleepAndWake(bench, 29 * minutes);
  bench.server.faults.disconnect();
  const result = await bench.send({ kind: "answer-absence", from, answer: "remove" }, 60_000);
  expect(result.kind).toBe("failed");
  expect(bench.snapshot().absence).toMatchObject({ kind: "ran-on", from });
  bench.server.faults.clear();
  await bench.clock.advance(60_000);
  expect(await bench.send({ kind: "answer-absence", from, answer: "remove" })).toEqual(done);
  expect(bench.snapshot().absence).toBeNull();
});

test("left again before an answer: both absences are asked about together", async () => {
  const bench = await openBench({ lock: "ask" });
  const { clock, session } = bench;
  const from = clock.wallNow();
  await session.leave("lock");
  await clock.advance(10 * minutes);
  session.back("lock");
  await clock.advance(2 * minutes);
  await session.leave("lock");
  expect(bench.snapshot().absence).toBeNull();
  await clock.advance(20 * minutes);
  session.back("lock");
  await clock.advance(5_000);
  expect(bench.snapshot().absence).toMatchObject({ kind: "ran-on", from, seconds: 30 * 60 });
});

test("locked first, then asleep: it began with the lock and ends with the unlocking", async () => {
  const bench = await openBench({ lock: "ask", sleep: "ask" });
  const { clock, session } = bench;
  const from = clock.wallNow();
  await session.leave("lock");
  await clock.advance(10 * minutes);
  await session.leave("sleep");
  await session.leave("sleep");
  sleep(bench, 20 * minutes);
  await wake(bench);
  expect(bench.snapshot().absence).toBeNull();
  await clock.advance(5 * minutes - 5_000);
  session.back("lock");
  await clock.advance(5_000);
  expect(bench.snapshot().absence).toMatchObject({ reason: "lock", from, seconds: 35 * 60 });
});

test("a person who gives a command is back, though the system did not say that the screen was unlocked", async () => {
  const bench = await openBench({ lock: "ask" });
  await bench.session.leave("lock");
  await bench.clock.advance(10 * minutes);
  await bench.send({ kind: "refresh" });
  expect(bench.snapshot().absence).toMatchObject({ kind: "ran-on", seconds: 600 });
});

test("a sleep that was noticed late is asked about, one that was reported in time is not asked about twice", async () => {
  const bench = await openBench({ sleep: "ask" });
  const { clock, session } = bench;
  const lastAwake = instantNow(clock);
  sleep(bench, 29 * minutes);
  await session.leave("sleep", { at: lastAwake, isOver: true });
  await wake(bench);
  const { absence } = bench.snapshot();
  expect(absence).toMatchObject({ kind: "ran-on", from: lastAwake.wall, seconds: 29 * 60 });
  await bench.send({ kind: "answer-absence", from: lastAwake.wall, answer: "keep" });
  await session.leave("sleep", { at: lastAwake, isOver: true });
  await wake(bench);
  expect(bench.snapshot().absence).toBeNull();
});

test("by default nothing is asked and nothing is noted", async () => {
  const bench = await openBench({});
  for (const reason of ["lock", "sleep", "shutdown"] as const) await bench.session.leave(reason);
  sleep(bench, 29 * minutes);
  await wake(bench);
  expect(bench.snapshot().absence).toBeNull();
  expect(bench.settings.get("absence")).toBeUndefined();
  expect(bench.sent()).toEqual([]);
});

test("without a running timer there is nothing to ask", async () => {
  const bench = await openBench({ sleep: "ask", lock: "pause" });
  await bench.send({ kind: "pause", projectId: bench.running });
  bench.sent();
  await bench.session.leave("sleep");
  await bench.session.leave("lock");
  sleep(bench, 29 * minutes);
  await wake(bench);
  bench.session.back("lock");
  await bench.clock.advance(5_000);
  expect(bench.snapshot().absence).toBeNull();
  expect(bench.sent()).toEqual([]);
});

test("a program's command says nothing of a person", async () => {
  const bench = await openBench({ lock: "ask" });
  await bench.session.leave("lock");
  await bench.clock.advance(10 * minutes);
  await bench.session.dispatch({ kind: "dismiss-problem" }, "program");
  expect(bench.snapshot().absence).toBeNull();
  await bench.session.dispatch({ kind: "dismiss-problem" }, "person");
  await bench.clock.advance(5_000);
  expect(bench.snapshot().absence).toMatchObject({ kind: "ran-on", reason: "lock" });
});
