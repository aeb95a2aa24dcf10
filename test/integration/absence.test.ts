/** What becomes of the running timer when the computer sleeps, is locked or ends: whole sessions against the account. */
import { afterEach, describe, expect, test } from "vitest";
import type { AbsenceRules } from "../../app/contract/settings.ts";
import { createMemorySettings } from "../../app/memory-stores.ts";
import { instantNow } from "../../app/model/instant.ts";
import { createMemorySession, createMemoryWorld, type MemorySession } from "../support/memory-session.ts";
import { startBench, type VerbsBench } from "../support/verbs-bench.ts";

const minutes = 60_000;
const keep: AbsenceRules = { sleep: "keep", lock: "keep", shutdown: "keep" };
const done = { kind: "done" };

const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

async function open(rules: Partial<AbsenceRules>): Promise<VerbsBench> {
  const bench = await startBench({ absenceRules: () => ({ ...keep, ...rules }) });
  closing.push(() => bench.close());
  return bench;
}

/** The machine is asleep for so long: the account's clock goes on, nothing of ours happens. */
function sleep({ clock }: Pick<VerbsBench, "clock">, milliseconds: number): void {
  clock.sleep(milliseconds);
}

async function wake({ session, clock }: Pick<VerbsBench, "session" | "clock">): Promise<void> {
  session.back("sleep");
  session.wake();
  await clock.advance(5_000);
}

describe("asked about", () => {
  test("a sleep with a running timer is asked about, and nothing is sent before the answer", async () => {
    const bench = await open({ sleep: "ask" });
    const { running } = bench;
    const before = bench.accountSeconds(running) ?? 0;
    const from = bench.clock.wallNow();
    await bench.session.leave("sleep");
    sleep(bench, 29 * minutes);
    await wake(bench);
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
    const bench = await open({ lock: "ask" });
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
    const bench = await open({ sleep: "ask" });
    const from = bench.clock.wallNow();
    await bench.session.leave("sleep");
    sleep(bench, 29 * minutes);
    await wake(bench);
    await bench.send({ kind: "answer-absence", from, answer: "remove" });
    const removed = bench.accountSeconds(bench.running) ?? 0;
    expect(await bench.send({ kind: "undo" })).toEqual(done);
    expect((bench.accountSeconds(bench.running) ?? 0) - removed).toBeGreaterThanOrEqual(29 * 60);
    expect(bench.snapshot().absence).toBeNull();
  });

  test("an answer to another absence does nothing, and neither does a second one", async () => {
    const bench = await open({ sleep: "ask" });
    const from = bench.clock.wallNow();
    await bench.session.leave("sleep");
    sleep(bench, 29 * minutes);
    await wake(bench);
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
    const bench = await open({ sleep: "ask" });
    await bench.session.leave("sleep");
    sleep(bench, 10 * minutes);
    elsewhere(bench);
    sleep(bench, 19 * minutes);
    await wake(bench);
    expect(bench.snapshot().absence).toBeNull();
    expect(bench.settings.get("absence")).toBeUndefined();
    expect(bench.sent()).toEqual([]);
  });

  test("the question goes when somebody takes care of it elsewhere", async () => {
    const bench = await open({ sleep: "ask" });
    await bench.session.leave("sleep");
    sleep(bench, 29 * minutes);
    await wake(bench);
    bench.server.account.adjustTimer(bench.running, -29 * 60);
    await bench.clock.advance(10_000);
    expect(bench.snapshot().absence).toBeNull();
  });

  test("a change elsewhere after the return is not acted on: the verb looks first", async () => {
    const bench = await open({ sleep: "ask" });
    const from = bench.clock.wallNow();
    await bench.session.leave("sleep");
    sleep(bench, 29 * minutes);
    await wake(bench);
    // Nobody announces it, and no list is read before the answer.
    bench.path.open = false;
    bench.server.account.describeTimer(bench.running, "Something else by now");
    await bench.send({ kind: "answer-absence", from, answer: "remove" }, 1_500);
    expect(bench.sent()).toEqual([]);
    expect(bench.snapshot().question).toMatchObject({ command: { kind: "adjust", seconds: -29 * 60 } });
    expect(bench.snapshot().absence).toBeNull();
  });

  test("without a network at the wake it is asked as soon as the account answers", async () => {
    const bench = await open({ sleep: "ask" });
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
    const bench = await open({ sleep: "ask" });
    const from = bench.clock.wallNow();
    await bench.session.leave("sleep");
    sleep(bench, 29 * minutes);
    await wake(bench);
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
    const bench = await open({ lock: "ask" });
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
    const bench = await open({ lock: "ask", sleep: "ask" });
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

  test("whoever gives a command is back, though nobody told that the screen was unlocked", async () => {
    const bench = await open({ lock: "ask" });
    await bench.session.leave("lock");
    await bench.clock.advance(10 * minutes);
    await bench.send({ kind: "refresh" });
    expect(bench.snapshot().absence).toMatchObject({ kind: "ran-on", seconds: 600 });
  });

  test("a sleep that was noticed late is asked about, one that was told of in time is not asked about twice", async () => {
    const bench = await open({ sleep: "ask" });
    const { clock, session } = bench;
    const lastAwake = instantNow(clock);
    sleep(bench, 29 * minutes);
    await session.leave("sleep", lastAwake);
    await wake(bench);
    const { absence } = bench.snapshot();
    expect(absence).toMatchObject({ kind: "ran-on", from: lastAwake.wall, seconds: 29 * 60 });
    await bench.send({ kind: "answer-absence", from: lastAwake.wall, answer: "keep" });
    await session.leave("sleep", lastAwake);
    await wake(bench);
    expect(bench.snapshot().absence).toBeNull();
  });

  test("by default nothing is asked and nothing is noted", async () => {
    const bench = await open({});
    for (const reason of ["lock", "sleep", "shutdown"] as const) await bench.session.leave(reason);
    sleep(bench, 29 * minutes);
    await wake(bench);
    expect(bench.snapshot().absence).toBeNull();
    expect(bench.settings.get("absence")).toBeUndefined();
    expect(bench.sent()).toEqual([]);
  });

  test("without a running timer there is nothing to ask", async () => {
    const bench = await open({ sleep: "ask", lock: "pause" });
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
});

describe("paused", () => {
  test("a lock pauses, and says so to whoever comes back; resuming ends that", async () => {
    const bench = await open({ lock: "pause" });
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
    const bench = await open({ lock: "pause" });
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
    const bench = await open({ sleep: "pause" });
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
    const bench = await open({ lock: "ask", sleep: "pause" });
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
});

/** Two lives of one installation: the first one ends as told, then so much time passes. */
async function lives(options: {
  readonly rules: Partial<AbsenceRules>;
  readonly end: (first: MemorySession) => Promise<void>;
  readonly offFor: number;
  /** Whether the computer was started anew in between. */
  readonly rebooted: boolean;
}): Promise<{ readonly second: MemorySession; readonly running: number }> {
  const world = createMemoryWorld(1);
  const settings = createMemorySettings();
  const absenceRules = (): AbsenceRules => ({ ...keep, ...options.rules });
  const first = createMemorySession({ world, settings, absenceRules });
  first.session.start();
  await world.clock.advance(150_000);
  const running = first.snapshot().timers[0]?.projectId ?? 0;
  await options.end(first);
  await world.clock.advance(options.offFor);
  const startedAt = world.clock.wallNow() - 30_000;
  const second = createMemorySession({
    world,
    settings,
    absenceRules,
    bootedAt: () => (options.rebooted ? startedAt : 0),
  });
  second.session.start();
  await world.clock.advance(10_000);
  closing.push(() => second.stop());
  return { second, running };
}

async function quit(first: MemorySession, ended: "by-person" | "by-system"): Promise<void> {
  const stopping = first.session.stop("disable-receiver", new AbortController().signal, ended);
  await first.clock.advance(5_000);
  await stopping;
}

describe("over the end of the app", () => {
  test("shut down, to be asked: the next start asks", async () => {
    const { second } = await lives({
      rules: { shutdown: "ask" },
      end: async (first) => {
        await first.session.leave("shutdown");
        await quit(first, "by-person");
      },
      offFor: 60 * minutes,
      rebooted: true,
    });
    const { absence } = second.snapshot();
    expect(absence).toMatchObject({ kind: "ran-on", reason: "shutdown" });
    expect(Math.abs((absence?.seconds ?? 0) - 3_605)).toBeLessThanOrEqual(1);
  });

  test("shut down, to be paused: the next start says so", async () => {
    const { second, running } = await lives({
      rules: { shutdown: "pause" },
      end: async (first) => {
        const leaving = first.session.leave("shutdown");
        await first.clock.advance(1_000);
        await leaving;
        await quit(first, "by-person");
      },
      offFor: 60 * minutes,
      rebooted: true,
    });
    expect(second.snapshot().absence).toMatchObject({ kind: "paused", reason: "shutdown", project: { id: running } });
    expect(second.settings.get("absence")).toBeUndefined();
  });

  test.each([
    ["told to end, and the computer was started anew", "by-system", true, true],
    ["told to end, and the computer went on", "by-system", false, false],
    ["ended by somebody, who knows what runs", "by-person", true, false],
  ] as const)("%s", async (_name, ended, rebooted, asks) => {
    const { second } = await lives({
      rules: { shutdown: "ask" },
      end: (first) => quit(first, ended),
      offFor: 60 * minutes,
      rebooted,
    });
    expect(second.snapshot().absence?.kind ?? null).toBe(asks ? "ran-on" : null);
    if (!asks) expect(second.settings.get("absence")).toBeUndefined();
  });

  test("without a word (no power): asked, counting from the last minute that is known", async () => {
    const { second } = await lives({
      rules: { shutdown: "pause" },
      end: async (first) => {
        const noted = first.settings.get("absence");
        await quit(first, "by-person");
        // What a graceful end does to the note was never done.
        first.settings.set("absence", noted);
      },
      offFor: 60 * minutes,
      rebooted: true,
    });
    expect(second.snapshot().absence).toMatchObject({ kind: "ran-on", meantToPause: true });
  });

  test("a question that was not answered is asked again after a restart, with the same time", async () => {
    const { second } = await lives({
      rules: { lock: "ask" },
      end: async (first) => {
        await first.session.leave("lock");
        await first.clock.advance(20 * minutes);
        first.session.back("lock");
        await first.clock.advance(3_000);
        await quit(first, "by-person");
      },
      offFor: 5 * minutes,
      rebooted: false,
    });
    expect(second.snapshot().absence).toMatchObject({ kind: "ran-on", reason: "lock", seconds: 1_200 });
  });

  test("signing out forgets it", async () => {
    const { second } = await lives({
      rules: { lock: "ask" },
      end: async (first) => {
        await first.session.leave("lock");
        const stopping = first.session.stop("remove-receiver", new AbortController().signal);
        await first.clock.advance(5_000);
        await stopping;
      },
      offFor: 60 * minutes,
      rebooted: false,
    });
    expect(second.snapshot().absence).toBeNull();
  });

  test("a note that can't be read is left out", async () => {
    const { second } = await lives({
      rules: { lock: "ask" },
      end: async (first) => {
        await quit(first, "by-person");
        first.settings.set("absence", { absence: { timerId: "7" }, state: "left" });
      },
      offFor: 5 * minutes,
      rebooted: false,
    });
    expect(second.snapshot().absence).toBeNull();
    expect(second.settings.get("absence")).toBeUndefined();
  });
});

test("the minutes that pass while the computer is left, or the question stands, do not overwrite the note", async () => {
  const bench = await open({ lock: "ask", shutdown: "ask" });
  const { clock, session, settings } = bench;
  await clock.advance(30_000);
  const leftAt = clock.wallNow();
  await session.leave("lock");
  await clock.advance(10 * minutes);
  expect(settings.get("absence")).toMatchObject({ state: "left", absence: { reason: "lock", leftAt } });
  session.back("lock");
  await clock.advance(10 * minutes);
  expect(settings.get("absence")).toMatchObject({ state: "open", seconds: 600, absence: { leftAt } });
});

test("while it is only told that a timer was paused, another one that runs is noted all the same", async () => {
  const bench = await open({ lock: "pause", shutdown: "ask" });
  void bench.session.leave("lock");
  await bench.clock.advance(5 * minutes);
  bench.session.back("lock");
  await bench.clock.advance(3_000);
  bench.server.account.startTimer(bench.idle);
  await bench.clock.advance(2 * minutes);
  expect(bench.snapshot().absence).toMatchObject({ kind: "paused" });
  expect(bench.settings.get("absence")).toMatchObject({ state: "running", absence: { projectId: bench.idle } });
});

test("the note is written every minute while a timer runs and a rule wants it, and not otherwise", async () => {
  const rules = { current: keep };
  const bench = await startBench({ absenceRules: () => rules.current });
  closing.push(() => bench.close());
  await bench.clock.advance(5 * minutes);
  expect(bench.settings.get("absence")).toBeUndefined();
  rules.current = { ...keep, shutdown: "ask" };
  bench.session.absenceRulesChanged();
  await bench.clock.advance(61_000);
  expect(bench.settings.get("absence")).toMatchObject({ state: "running", absence: { projectId: bench.running } });
  await bench.send({ kind: "pause", projectId: bench.running });
  expect(bench.settings.get("absence")).toBeUndefined();
  await bench.clock.advance(5 * minutes);
  expect(bench.settings.get("absence")).toBeUndefined();
});
