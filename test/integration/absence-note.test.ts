/** What is noted of an absence, and what the next start of the app makes of it: whole sessions against the account. */
import { describe, expect, onTestFinished, test } from "vitest";
import type { AbsenceRules } from "../../app/contract/settings.ts";
import { createMemorySettings } from "../../app/platform/memory-stores.ts";
import { minutes, openBench, rulesWith } from "../support/absence-bench.ts";
import { createMemorySession, createMemoryWorld, type MemorySession } from "../support/memory-session.ts";
import { startBench } from "../support/verbs-bench.ts";

/** Two lives of one installation: the first one ends as given, then so much time passes. */
async function lives(options: {
  readonly rules: Partial<AbsenceRules>;
  readonly end: (first: MemorySession) => Promise<void>;
  readonly offFor: number;
  /** Whether the computer was started anew in between. */
  readonly rebooted: boolean;
}): Promise<{ readonly second: MemorySession; readonly running: number }> {
  const world = createMemoryWorld(1);
  const settings = createMemorySettings();
  const absenceRules = (): AbsenceRules => rulesWith(options.rules);
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
  onTestFinished(() => second.stop());
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
    ["ordered to end, and the computer was started anew", "by-system", true, true],
    ["ordered to end, and the computer went on", "by-system", false, false],
    ["ended by a person, who knows what runs", "by-person", true, false],
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

describe("while the app runs", () => {
  test("the minutes that pass while the computer is left, or the question stands, do not overwrite the note", async () => {
    const bench = await openBench({ lock: "ask", shutdown: "ask" });
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

  test("while it is only said that a timer was paused, another one that runs is noted all the same", async () => {
    const bench = await openBench({ lock: "pause", shutdown: "ask" });
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
    const rules = { current: rulesWith({}) };
    const bench = await startBench({ absenceRules: () => rules.current });
    onTestFinished(() => bench.close());
    await bench.clock.advance(5 * minutes);
    expect(bench.settings.get("absence")).toBeUndefined();
    rules.current = rulesWith({ shutdown: "ask" });
    bench.session.absenceRulesChanged();
    await bench.clock.advance(61_000);
    expect(bench.settings.get("absence")).toMatchObject({ state: "running", absence: { projectId: bench.running } });
    await bench.send({ kind: "pause", projectId: bench.running });
    expect(bench.settings.get("absence")).toBeUndefined();
    await bench.clock.advance(5 * minutes);
    expect(bench.settings.get("absence")).toBeUndefined();
  });
});
