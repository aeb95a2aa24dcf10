/** Verbs that take something away, on a timer that may have changed on another device; undo of adjusting; log and start. */
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Command, ExpectedTimer } from "../../app/contract/command.ts";
import { assertNever } from "../../app/model/assert-never.ts";
import { startBench, type VerbsBench } from "../support/verbs-bench.ts";

let bench: VerbsBench;

beforeEach(async () => {
  bench = await startBench();
});

afterEach(() => bench.close());

const done = { kind: "done" };
const asked = { kind: "asked" };

const guardedKinds = ["log", "adjust", "discard"] as const;
type GuardedKind = (typeof guardedKinds)[number];

function guarded(kind: GuardedKind, projectId: number, expected?: ExpectedTimer): Command {
  const shared = { projectId, ...(expected === undefined ? {} : { expected }) };
  switch (kind) {
    case "log":
      return { kind, minutes: 30, ...shared };
    case "adjust":
      return { kind, seconds: -300, ...shared };
    case "discard":
      return { kind, ...shared };
    default:
      return assertNever(kind, "verb");
  }
}

const first = { log: "PUT log", adjust: "PUT add_or_subtract_time", discard: "PUT pause" } as const;

describe.each(guardedKinds)("%s", (kind) => {
  test("of a timer that is as it was seen goes through", async () => {
    const { running } = bench;
    expect(await bench.send(guarded(kind, running, bench.expected(running)))).toEqual(done);
    expect(bench.sent()[0]).toBe(first[kind]);
    expect(bench.snapshot().question).toBeNull();
  });

  test("of a clock that is a few seconds off goes through; of one that is more off, asks", async () => {
    const { running } = bench;
    const expected = bench.expected(running);
    expect(await bench.send(guarded(kind, running, { ...expected, seconds: expected.seconds + 10 }))).toEqual(asked);
    expect(
      await bench.send(
        guarded(kind, running, { ...bench.expected(running), seconds: bench.expected(running).seconds + 3 }),
      ),
    ).toEqual(done);
  });

  test("of a running timer waits for a slow answer without taking it for a change", async () => {
    const { running } = bench;
    bench.server.faults.latency = 8_000;
    expect(await bench.send(guarded(kind, running, bench.expected(running)), 40_000)).toEqual(done);
  });

  describe.each([
    { what: "runs no more", change: (id: number) => bench.server.account.pauseTimer(id) },
    { what: "has another hour", change: (id: number) => bench.server.account.adjustTimer(id, 3600) },
    { what: "has other words", change: (id: number) => bench.server.account.describeTimer(id, "changed on the phone") },
    {
      what: "was logged and begun again",
      change: (id: number) => {
        bench.server.account.logTimer(id);
        bench.server.account.startTimer(id);
      },
    },
  ])("when the timer $what on another device", ({ change }) => {
    test.each(["unannounced", "announced while a sheet is open"])(
      "(%s) nothing is sent and the person is asked",
      async (how) => {
        const { running } = bench;
        const expected = bench.expected(running);
        change(running);
        if (how !== "unannounced") {
          await bench.server.flushBroadcasts();
          await bench.clock.advance(2_000);
        } else bench.server.faults.broadcasts.dropRate = 1;
        expect(await bench.send(guarded(kind, running, expected))).toEqual(asked);
        expect(bench.sent()).toEqual([]);
        const { question } = bench.snapshot();
        expect(question?.command).toMatchObject({ kind, projectId: running });
        expect(question?.timer).toEqual(bench.shown(running));
        expect(question?.command.expected?.state).toBe(bench.server.account.timer(running)?.run.kind);
        expect(bench.snapshot()).toMatchObject({ pending: [], problem: null, undo: null });
      },
    );
  });

  test("without what was seen, the mirror's own view counts", async () => {
    const { running } = bench;
    bench.server.faults.broadcasts.dropRate = 1;
    bench.server.account.adjustTimer(running, 3600);
    expect(await bench.send(guarded(kind, running))).toEqual(asked);
    expect(bench.sent()).toEqual([]);
    expect(await bench.send(guarded(kind, running))).toEqual(done);
  });

  test("a paused timer must be the same to the second", async () => {
    const { paused } = bench;
    const expected = bench.expected(paused);
    bench.server.account.adjustTimer(paused, 1);
    expect(await bench.send(guarded(kind, paused, expected))).toEqual(asked);
  });

  test("go ahead carries it out, much later too; leave does not", async () => {
    const { running } = bench;
    const expected = bench.expected(running);
    bench.server.account.adjustTimer(running, 3600);
    await bench.send(guarded(kind, running, expected));
    expect(await bench.send({ kind: "answer-question", goAhead: false })).toEqual(done);
    expect(bench.snapshot().question).toBeNull();
    expect(bench.sent()).toEqual([]);

    await bench.send(guarded(kind, running, expected));
    await bench.clock.advance(120_000);
    expect(await bench.send({ kind: "answer-question", goAhead: true })).toEqual(done);
    expect(bench.snapshot().question).toBeNull();
    expect(bench.sent()[0]).toBe(first[kind]);
  });

  test("go ahead is guarded again", async () => {
    const { running } = bench;
    const expected = bench.expected(running);
    bench.server.account.adjustTimer(running, 3600);
    await bench.send(guarded(kind, running, expected));
    bench.server.account.describeTimer(running, "once more");
    expect(await bench.send({ kind: "answer-question", goAhead: true })).toEqual(asked);
    expect(bench.sent()).toEqual([]);
    expect(bench.snapshot().question?.timer?.description).toBe("once more");
    expect(await bench.send({ kind: "answer-question", goAhead: true })).toEqual(done);
  });

  test("of a timer that is gone asks, with no timer to show", async () => {
    const { running } = bench;
    const expected = bench.expected(running);
    bench.server.account.logTimer(running);
    expect(await bench.send(guarded(kind, running, expected))).toEqual(asked);
    expect(bench.snapshot().question).toMatchObject({ command: { kind, projectId: running }, timer: null });
    const goAhead = await bench.send({ kind: "answer-question", goAhead: true });
    expect(goAhead).toEqual(kind === "discard" ? done : { kind: "failed", problem: { kind: "not-found" } });
    expect(bench.sent()).toEqual([]);
  });

  test("offline, nothing is sent and the problem is shown", async () => {
    const { running } = bench;
    bench.server.faults.disconnect();
    expect(await bench.send(guarded(kind, running, bench.expected(running)))).toEqual({
      kind: "failed",
      problem: { kind: "offline" },
    });
    expect(bench.snapshot().problem).toMatchObject({ command: kind, projectId: running });
  });

  test("of a project without a timer finds none", async () => {
    expect(await bench.send(guarded(kind, bench.idle))).toEqual({ kind: "failed", problem: { kind: "not-found" } });
  });

  test("another verb means that the question is settled", async () => {
    const { running, paused } = bench;
    const expected = bench.expected(running);
    bench.server.account.adjustTimer(running, 3600);
    await bench.send(guarded(kind, running, expected));
    await bench.send({ kind: "describe", projectId: paused, description: "else" });
    bench.sent();
    expect(bench.snapshot().question).toBeNull();
    expect(await bench.send({ kind: "answer-question", goAhead: true })).toEqual(done);
    expect(bench.sent()).toEqual([]);
  });
});

describe("log with words of one's own", () => {
  test("makes the entry of that day, with those minutes and words", async () => {
    const { running, server } = bench;
    const before = new Set(server.account.entries.all().map(({ id }) => id));
    const words = { entryDate: "2026-01-02", minutes: 40, description: "written by hand" } as const;
    expect(await bench.send({ kind: "log", projectId: running, ...words })).toEqual(done);
    const made = server.account.entries.all().filter(({ id }) => !before.has(id));
    expect(made).toEqual([
      expect.objectContaining({ projectId: running, date: "2026-01-02", minutes: 40, description: "written by hand" }),
    ]);
  });

  test("leaves what was not typed to the account", async () => {
    const { running, server } = bench;
    const { description } = server.account.timer(running) ?? {};
    const before = new Set(server.account.entries.all().map(({ id }) => id));
    expect(await bench.send({ kind: "log", projectId: running })).toEqual(done);
    const made = server.account.entries.all().filter(({ id }) => !before.has(id));
    expect(made).toEqual([expect.objectContaining({ date: server.account.today, description, minutes: 90 })]);
  });

  test("asks where other words were written elsewhere meanwhile", async () => {
    const { running } = bench;
    const log = { kind: "log", projectId: running, minutes: 30, description: "mine" } as const;
    const expected = bench.expected(running);
    bench.server.faults.broadcasts.dropRate = 1;
    bench.server.account.describeTimer(running, "theirs");
    expect(await bench.send({ ...log, expected })).toEqual(asked);
    expect(bench.sent()).toEqual([]);
    expect(bench.snapshot().question?.timer?.description).toBe("theirs");
  });
});

describe("undo of adjusting", () => {
  test.each([300, -300, 4_800])("gives back %i s, to the same second", async (seconds) => {
    const { paused } = bench;
    const before = bench.accountSeconds(paused) ?? 0;
    const possible = Math.max(seconds, -before);
    await bench.send({ kind: "adjust", projectId: paused, seconds });
    expect(bench.accountSeconds(paused)).toBe(before + possible);
    expect(bench.snapshot().undo).toMatchObject({ kind: "adjust", project: { id: paused }, seconds, endsAt: null });
    expect(await bench.send({ kind: "undo" })).toEqual(done);
    expect(bench.accountSeconds(paused)).toBe(before);
    expect(bench.snapshot().undo).toBeNull();
  });

  test("gives back no more than was taken, where a timer stops at zero", async () => {
    const { paused, running } = bench;
    for (const projectId of [paused, running]) {
      const before = bench.shownSeconds(projectId) - bench.clock.monotonicNow() / 1000;
      await bench.send({ kind: "adjust", projectId, seconds: -36_000 });
      expect(bench.accountSeconds(projectId)).toBeLessThanOrEqual(4);
      expect(await bench.send({ kind: "undo" })).toEqual(done);
      const after = bench.shownSeconds(projectId) - bench.clock.monotonicNow() / 1000;
      expect(Math.abs(after - before)).toBeLessThanOrEqual(projectId === paused ? 10 : 2);
    }
  });

  test("of a running timer, after a while", async () => {
    const { running, clock } = bench;
    const before = bench.shownSeconds(running) - clock.monotonicNow() / 1000;
    await bench.send({ kind: "adjust", projectId: running, seconds: -900 });
    await clock.advance(600_000);
    expect(await bench.send({ kind: "undo" })).toEqual(done);
    expect(Math.abs(bench.shownSeconds(running) - clock.monotonicNow() / 1000 - before)).toBeLessThanOrEqual(1);
  });

  test.each<{ readonly what: string; readonly next: () => Command }>([
    { what: "pause", next: () => ({ kind: "pause", projectId: bench.running }) },
    { what: "start", next: () => ({ kind: "start", projectId: bench.idle }) },
    { what: "describe", next: () => ({ kind: "describe", projectId: bench.paused, description: "x" }) },
  ])("ends with the next verb ($what)", async ({ next }) => {
    await bench.send({ kind: "adjust", projectId: bench.paused, seconds: 60 });
    await bench.send(next());
    expect(bench.snapshot().undo).toBeNull();
    bench.sent();
    await bench.send({ kind: "undo" });
    expect(bench.sent()).toEqual([]);
  });

  test("ends with its timer", async () => {
    await bench.send({ kind: "adjust", projectId: bench.paused, seconds: 60 });
    bench.server.account.logTimer(bench.paused);
    await bench.server.flushBroadcasts();
    await bench.clock.advance(2_000);
    expect(bench.snapshot().undo).toBeNull();
  });

  test("pressed twice, gives back once", async () => {
    const { paused } = bench;
    const before = bench.accountSeconds(paused);
    await bench.send({ kind: "adjust", projectId: paused, seconds: 600 });
    const presses = [1, 2].map(() => bench.session.dispatch({ kind: "undo" }));
    await bench.clock.advance(3_000);
    expect(await Promise.all(presses)).toEqual([done, done]);
    expect(bench.accountSeconds(paused)).toBe(before);
  });

  test("that surely did not happen is still offered", async () => {
    const { paused } = bench;
    await bench.send({ kind: "adjust", projectId: paused, seconds: 600 });
    bench.server.faults.answer(403, { method: "PUT", times: 1 });
    expect(await bench.send({ kind: "undo" })).toMatchObject({ kind: "failed" });
    expect(bench.snapshot().undo).toMatchObject({ kind: "adjust", seconds: 600 });
  });

  test("of which nobody knows whether it happened is not repeated", async () => {
    const { paused } = bench;
    const before = bench.accountSeconds(paused) ?? 0;
    await bench.send({ kind: "adjust", projectId: paused, seconds: 600 });
    bench.server.faults.answer(502, { method: "PUT", times: 1, moment: "after" });
    expect(await bench.send({ kind: "undo" })).toMatchObject({ kind: "failed" });
    expect(bench.snapshot().undo).toBeNull();
    expect(bench.accountSeconds(paused)).toBe(before);
    expect(await bench.send({ kind: "undo" })).toEqual(done);
    expect(bench.accountSeconds(paused)).toBe(before);
  });

  test("asks where the timer changed elsewhere", async () => {
    const { paused } = bench;
    await bench.send({ kind: "adjust", projectId: paused, seconds: 600 });
    bench.server.faults.broadcasts.dropRate = 1;
    bench.server.account.adjustTimer(paused, -300);
    expect(await bench.send({ kind: "undo" })).toEqual(asked);
    expect(bench.snapshot().question).toMatchObject({ command: { kind: "adjust", seconds: -600 } });
  });
});

describe("log and start", () => {
  test("logs what runs, without a word about minutes, then starts", async () => {
    const { running, idle } = bench;
    const before = new Set(bench.server.account.entries.all().map((entry) => entry.id));
    expect(await bench.send({ kind: "log-and-start", projectId: idle })).toEqual(done);
    expect(bench.sent()).toEqual(["PUT log", "PUT start"]);
    expect(bench.server.account.timer(running)).toBeNull();
    expect(bench.shown(idle)?.state).toBe("running");
    const logged = bench.server.account.entries.all().filter((entry) => !before.has(entry.id));
    expect(logged).toMatchObject([
      { projectId: running, minutes: 90, description: expect.stringContaining("Gearbox") },
    ]);
  });

  test("where nothing runs, starts alone", async () => {
    await bench.send({ kind: "pause", projectId: bench.running });
    bench.sent();
    expect(await bench.send({ kind: "log-and-start", projectId: bench.idle })).toEqual(done);
    expect(bench.sent()).toEqual(["PUT start"]);
  });

  test("on the running project begins it anew", async () => {
    const { running } = bench;
    expect(await bench.send({ kind: "log-and-start", projectId: running })).toEqual(done);
    expect(bench.sent()).toEqual(["PUT log", "PUT start"]);
    expect(bench.accountSeconds(running)).toBeLessThan(5);
  });

  test.each([
    {
      what: "refused",
      break: () => bench.server.faults.answer(403, { route: "PUT /v2/projects/:id/timer/log", times: 1 }),
    },
    { what: "not answered", break: () => bench.server.faults.disconnect({ method: "PUT" }) },
  ])("where the log is $what, nothing is started", async (trouble) => {
    const { running, idle } = bench;
    trouble.break();
    expect(await bench.send({ kind: "log-and-start", projectId: idle })).toMatchObject({ kind: "failed" });
    expect(bench.sent().filter((verb) => verb === "PUT start")).toEqual([]);
    expect(bench.server.account.timer(idle)).toBeNull();
    expect(bench.server.account.timer(running)?.run.kind).toBe("running");
    expect(bench.snapshot().problem).toMatchObject({ command: "log", projectId: running });
  });

  test("with tags that may not be made says so in the problem", async () => {
    bench.server.faults.cannotCreateTags = true;
    await bench.send({ kind: "describe", projectId: bench.running, description: "#brand-new-tag" });
    const result = await bench.send({ kind: "log-and-start", projectId: bench.idle });
    expect(result).toMatchObject({
      kind: "failed",
      problem: { kind: "invalid", fields: [{ code: "cannot_create_tags" }] },
    });
    expect(bench.server.account.timer(bench.idle)).toBeNull();
  });

  test("twice in a row does it once", async () => {
    const { idle } = bench;
    const presses = [1, 2].map(() => bench.session.dispatch({ kind: "log-and-start", projectId: idle }));
    await bench.clock.advance(4_000);
    expect(await Promise.all(presses)).toEqual([done, done]);
    expect(bench.sent()).toEqual(["PUT log", "PUT start"]);
  });

  test.each([
    {
      what: "changed",
      change: () => void bench.server.account.adjustTimer(bench.running, 3600),
      sent: ["PUT log", "PUT start"],
    },
    { what: "logged", change: () => void bench.server.account.logTimer(bench.running), sent: ["PUT start"] },
  ])("asks where the running timer was $what elsewhere, and goes on after a go-ahead", async ({ change, sent }) => {
    const { running, idle } = bench;
    bench.server.faults.broadcasts.dropRate = 1;
    change();
    expect(await bench.send({ kind: "log-and-start", projectId: idle })).toEqual(asked);
    expect(bench.sent()).toEqual([]);
    expect(bench.snapshot().question).toMatchObject({ command: { kind: "log", projectId: running } });
    expect(await bench.send({ kind: "answer-question", goAhead: true })).toEqual(done);
    expect(bench.sent()).toEqual(sent);
    expect(bench.shown(idle)?.state).toBe("running");
  });

  test("starts nothing where the person leaves it", async () => {
    bench.server.faults.broadcasts.dropRate = 1;
    bench.server.account.adjustTimer(bench.running, 3600);
    await bench.send({ kind: "log-and-start", projectId: bench.idle });
    expect(await bench.send({ kind: "answer-question", goAhead: false })).toEqual(done);
    expect(bench.sent()).toEqual([]);
    expect(bench.server.account.timer(bench.idle)).toBeNull();
  });
});

describe("while a verb is under way on a slow line", () => {
  test("other words for the same timer are not taken for a second click", async () => {
    const { running, session, clock, server } = bench;
    server.faults.latency = 2_000;
    const verbs = ["first", "second", "second"].map((description) =>
      session.dispatch({ kind: "describe", projectId: running, description }),
    );
    await clock.advance(10_000);
    expect(await Promise.all(verbs)).toEqual([done, done, done]);
    expect(server.account.timer(running)?.description).toBe("second");
    expect(bench.sent()).toHaveLength(2);
  });

  test("a Log with other words, minutes or day is not taken for a second click, and is not said to be done", async () => {
    const { paused, session, clock, server } = bench;
    server.faults.latency = 2_000;
    const before = server.account.entries.all().length;
    const logs = [
      { description: "first" },
      { description: "first" },
      { description: "second" },
      { description: "first", minutes: 7 },
      { description: "first", entryDate: "2026-01-04" },
    ].map((said) => session.dispatch({ kind: "log", projectId: paused, ...said }));
    await clock.advance(20_000);
    const gone = { kind: "failed", problem: { kind: "not-found" } };
    expect(await Promise.all(logs)).toEqual([done, done, gone, gone, gone]);
    const made = server.account.entries.all().slice(0, server.account.entries.all().length - before);
    expect(made.map(({ description }) => description)).toEqual(["first"]);
  });

  test("another amount of time is not taken for a second click, and one undo gives back both", async () => {
    const { paused, session, clock, server } = bench;
    const before = bench.accountSeconds(paused) ?? 0;
    server.faults.latency = 2_000;
    const verbs = [300, 900, 900].map((seconds) => session.dispatch({ kind: "adjust", projectId: paused, seconds }));
    await clock.advance(15_000);
    expect(await Promise.all(verbs)).toEqual([done, done, done]);
    expect(bench.accountSeconds(paused)).toBe(before + 1200);
    expect(bench.snapshot().undo).toMatchObject({ seconds: 1200 });
    expect(await bench.send({ kind: "undo" }, 10_000)).toEqual(done);
    expect(bench.accountSeconds(paused)).toBe(before);
  });
});

test("answers and undos for nothing send nothing", async () => {
  expect(await bench.send({ kind: "answer-question", goAhead: true })).toEqual(done);
  expect(await bench.send({ kind: "answer-question", goAhead: false })).toEqual(done);
  expect(await bench.send({ kind: "undo" })).toEqual(done);
  expect(bench.sent()).toEqual([]);
});

test("a token that is refused at the comparison ends the session, and nothing is sent", async () => {
  const { running } = bench;
  const expected = bench.expected(running);
  bench.server.faults.revokedToken = true;
  expect(await bench.send({ kind: "log", projectId: running, expected })).toEqual({
    kind: "failed",
    problem: { kind: "token-rejected" },
  });
  await bench.clock.advance(3_000);
  expect(bench.tokenRejections()).toBe(1);
  expect(bench.sent()).toEqual([]);
});
