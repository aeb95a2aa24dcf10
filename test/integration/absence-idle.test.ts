/** Nobody uses the computer: whole sessions against the account. */
import { expect, test } from "vitest";
import { instantNow } from "../../app/model/instant.ts";
import { instantBefore } from "../../app/presence/idle/idle-source.ts";
import { minutes, openBench } from "../support/absence-bench.ts";
import { createMemoryWorld } from "../support/memory-session.ts";
import type { VerbsBench } from "../support/verbs-bench.ts";

/** Input ends now; the minutes pass, and the source says so. */
async function leaveIdle({ clock, session }: VerbsBench, after: number): Promise<void> {
  await clock.advance(after);
  void session.leave("idle", { at: instantBefore(instantNow(clock), after), isOver: false });
  await clock.advance(1_000);
}

async function comeBack({ clock, session }: VerbsBench): Promise<void> {
  session.back("idle");
  await clock.advance(5_000);
}

async function idleBench(rules: Parameters<typeof openBench>[0]) {
  const world = createMemoryWorld(1);
  const start = world.clock.monotonicNow();
  let lastInput = start;
  const bench = await openBench(rules, {
    world,
    secondsSinceInput: () => (world.clock.monotonicNow() - lastInput) / 1000,
  });
  const touch = (): void => void (lastInput = world.clock.monotonicNow());
  touch();
  return { bench, touch };
}

test("a coffee that became a meeting: one question, with the time since the last input", async () => {
  const { bench } = await idleBench({ idle: "ask" });
  const from = bench.clock.wallNow();
  await leaveIdle(bench, 10 * minutes);
  await bench.clock.advance(28 * minutes - 1_000);
  expect(bench.snapshot().absence).toBeNull();
  await comeBack(bench);
  expect(bench.snapshot().absence).toMatchObject({ kind: "ran-on", reason: "idle", from, seconds: 38 * 60 });
  expect(bench.sent()).toEqual([]);
});

test("two chosen minutes are asked about, too", async () => {
  const { bench } = await idleBench({ idle: "ask" });
  await leaveIdle(bench, 2 * minutes);
  await comeBack(bench);
  expect(bench.snapshot().absence).toMatchObject({ kind: "ran-on", seconds: 2 * 60 + 1 });
});

test("to be paused: it is paused when the minutes have passed, and they are asked about", async () => {
  const { bench } = await idleBench({ idle: "pause" });
  const { server, running, clock } = bench;
  const before = bench.accountSeconds(running) ?? 0;
  const from = clock.wallNow();
  await leaveIdle(bench, 10 * minutes);
  expect(server.account.timer(running)?.run.kind).toBe("paused");
  expect(bench.sent()).toEqual(["PUT pause"]);
  await clock.advance(60 * minutes);
  await comeBack(bench);
  const { absence } = bench.snapshot();
  expect(absence).toMatchObject({ kind: "ran-on", reason: "idle", from, meantToPause: true });
  expect(Math.abs((absence?.seconds ?? 0) - 600)).toBeLessThanOrEqual(1);
  // Nothing was taken off unasked.
  expect(Math.abs((bench.accountSeconds(running) ?? 0) - before - 600)).toBeLessThanOrEqual(1);
});

test("a screen that locks itself: the absence began with the last input", async () => {
  const { bench, touch } = await idleBench({ lock: "ask" });
  touch();
  const from = bench.clock.wallNow();
  await bench.clock.advance(8 * minutes);
  void bench.session.leave("lock");
  await bench.clock.advance(20 * minutes);
  touch();
  bench.session.back("lock");
  await bench.clock.advance(5_000);
  expect(bench.snapshot().absence).toMatchObject({ reason: "lock", from, seconds: 28 * 60 });
});

test("without input, then locked, then asleep: one absence and one question", async () => {
  const { bench, touch } = await idleBench({ idle: "ask", lock: "ask", sleep: "ask" });
  const { clock, session } = bench;
  const from = clock.wallNow();
  await leaveIdle(bench, 10 * minutes);
  void session.leave("lock");
  await clock.advance(5 * minutes);
  void session.leave("sleep");
  clock.sleep(60 * minutes);
  session.back("sleep");
  session.wake();
  await clock.advance(5_000);
  expect(bench.snapshot().absence).toBeNull();
  touch();
  session.back("idle");
  session.back("lock");
  await clock.advance(5_000);
  expect(bench.snapshot().absence).toMatchObject({ kind: "ran-on", from });
  expect(Math.abs((bench.snapshot().absence?.seconds ?? 0) - 75 * 60)).toBeLessThanOrEqual(10);
});

test.each([
  ["described", (bench: VerbsBench) => bench.server.account.describeTimer(bench.paused, "From the phone")],
  ["logged", (bench: VerbsBench) => bench.server.account.logTimer(bench.paused)],
  ["discarded", (bench: VerbsBench) => bench.server.account.discardTimer(bench.paused)],
] as const)("another timer was %s on the phone meanwhile: nothing is asked", async (_name, onPhone) => {
  const { bench } = await idleBench({ idle: "ask" });
  await leaveIdle(bench, 10 * minutes);
  onPhone(bench);
  await bench.clock.advance(20 * minutes);
  await comeBack(bench);
  expect(bench.snapshot().absence).toBeNull();
  expect(bench.settings.get("absence")).toBeUndefined();
});

test("the same over a restart: what the phone did while the computer was off counts", async () => {
  const { bench } = await idleBench({ shutdown: "ask" });
  await bench.session.leave("shutdown");
  await bench.session.stop("disable-receiver", AbortSignal.abort(), "by-system");
  await bench.clock.advance(30 * minutes);
  bench.server.account.describeTimer(bench.paused, "From the phone");
  const { clock, server, path, settings, secrets } = bench;
  const next = await openBench(
    { shutdown: "ask" },
    { world: { clock, server, path }, settings, secrets, bootedAt: () => clock.wallNow() - 1_000 },
  );
  await next.clock.advance(10_000);
  expect(next.snapshot().absence).toBeNull();
});

test("a program's command is no presence: neither is the absence over, nor is it another device's", async () => {
  const { bench } = await idleBench({ idle: "ask" });
  const { clock, session, paused } = bench;
  await leaveIdle(bench, 10 * minutes);
  void session.dispatch({ kind: "refresh" }, "program");
  void session.dispatch({ kind: "describe", projectId: paused, description: "By a script" }, "program");
  await clock.advance(20 * minutes);
  expect(bench.snapshot().absence).toBeNull();
  await comeBack(bench);
  expect(bench.snapshot().absence).toMatchObject({ kind: "ran-on" });
  expect(bench.snapshot().absence?.seconds).toBeGreaterThanOrEqual(30 * 60);
});

test("a timer that the phone starts while nobody is here is not left alone", async () => {
  const { bench } = await idleBench({ idle: "pause" });
  const { clock, server, running, paused } = bench;
  server.account.pauseTimer(running);
  await clock.advance(5 * minutes);
  server.account.startTimer(paused);
  await clock.advance(5 * minutes);
  bench.sent();
  void bench.session.leave("idle", { at: instantBefore(instantNow(clock), 10 * minutes), isOver: false });
  await clock.advance(60 * minutes);
  await comeBack(bench);
  expect(bench.sent()).toEqual([]);
  expect(server.account.timer(paused)?.run.kind).toBe("running");
  expect(bench.snapshot().absence).toBeNull();
});
