/** Time of an absence goes to another timer or becomes an entry: whole sessions against the account. */
import { describe, expect, test } from "vitest";
import { createMemorySettings } from "../../app/platform/memory-stores.ts";
import type { SettingsStore } from "../../app/platform/ports.ts";
import type { Command } from "../../app/contract/command.ts";
import { minutes, openBench, sleepAndWake } from "../support/absence-bench.ts";
import type { VerbsBench } from "../support/verbs-bench.ts";

type Answer = Omit<Extract<Command, { kind: "answer-absence" }>, "kind" | "from">;

const rules = { sleep: "ask", shutdown: "ask" } as const;

async function openQuestion(settings: SettingsStore = createMemorySettings()) {
  const bench = await openBench(rules, { settings });
  await sleepAndWake(bench, 38 * minutes);
  const { absence } = bench.snapshot();
  if (absence === null) throw new Error("Nothing is asked");
  bench.sent();
  const answer = (chosen: Answer, milliseconds = 5_000) =>
    bench.send({ kind: "answer-absence", from: absence.from, ...chosen }, milliseconds);
  return { bench, absence, answer };
}

/** All unlogged seconds and logged minutes of the user, so that nothing can get lost unseen. */
function totals({ server }: Pick<VerbsBench, "server">, projectIds: readonly number[]) {
  return projectIds.map((id) => {
    const timer = server.account.timer(id);
    return timer === null ? 0 : server.account.secondsOf(timer);
  });
}

function entriesOf({
  server,
}: VerbsBench): readonly { readonly minutes: number; readonly description: string | null }[] {
  return server.account.entries.all().map(({ minutes: logged, description }) => ({ minutes: logged, description }));
}

function near(actual: number, expected: number): void {
  expect(Math.abs(actual - expected)).toBeLessThanOrEqual(2);
}

/** Everything that a person has, in seconds, the running timer without what passed since. */
function all(bench: VerbsBench, since: number): number {
  const { running, paused, idle, clock } = bench;
  const passed = (clock.monotonicNow() - since) / 1000;
  const seconds = totals(bench, [running, paused, idle]).reduce((sum, each) => sum + each, 0);
  return seconds - passed + entriesOf(bench).reduce((sum, entry) => sum + entry.minutes * 60, 0);
}

interface Sent {
  readonly method: string;
  readonly path: string;
}

function isChange({ method, path }: Sent): boolean {
  return path.endsWith("add_or_subtract_time") || (method === "POST" && path.endsWith("/entries"));
}

describe("move to another project", () => {
  test("that has a timer: first it is added there, then taken off here", async () => {
    const { bench, answer } = await openQuestion();
    const { running, paused } = bench;
    const [a = 0, b = 0] = totals(bench, [running, paused]);
    expect(await answer({ answer: "move", toProjectId: paused })).toEqual({ kind: "done" });
    expect(
      bench.server.requests
        .filter(({ method }) => method === "PUT")
        .map(({ path }) => path)
        .slice(-2),
    ).toEqual([
      `/v2/projects/${paused}/timer/add_or_subtract_time`,
      `/v2/projects/${running}/timer/add_or_subtract_time`,
    ]);
    const [aAfter = 0, bAfter = 0] = totals(bench, [running, paused]);
    near(aAfter, a + 5 - 38 * 60);
    near(bAfter, b + 38 * 60);
    expect(bench.snapshot()).toMatchObject({ absence: null, undo: { kind: "transfer", seconds: 38 * 60 } });
    expect(bench.settings.get("transfer")).toBeUndefined();

    expect(await bench.send({ kind: "undo" }, 5_000)).toEqual({ kind: "done" });
    const [aBack = 0, bBack = 0] = totals(bench, [running, paused]);
    near(aBack, a + 10);
    near(bBack, b);
    expect(bench.snapshot().undo).toBeNull();
  });

  test("that has none: it gets one, and what runs goes on running", async () => {
    const { bench, answer } = await openQuestion();
    const { running, idle } = bench;
    expect(await answer({ answer: "move", toProjectId: idle })).toEqual({ kind: "done" });
    near(totals(bench, [idle])[0] ?? 0, 38 * 60);
    expect(bench.server.account.timer(running)?.run.kind).toBe("running");
    expect(bench.server.account.timer(idle)?.run.kind).toBe("paused");
  });

  test("where the account gives no time to a timer that never ran, that one is started and paused first", async () => {
    const { bench, answer } = await openQuestion();
    const { server, running, idle } = bench;
    server.faults.answer(404, {
      method: "PUT",
      path: `/v2/projects/${idle}/timer/add_or_subtract_time`,
      times: 1,
    });
    expect(await answer({ answer: "move", toProjectId: idle }, 10_000)).toEqual({ kind: "done" });
    near(totals(bench, [idle])[0] ?? 0, 38 * 60);
    expect(server.account.timer(running)?.run.kind).toBe("running");
  });

  test("a part of the time", async () => {
    const { bench, answer } = await openQuestion();
    const [b = 0] = totals(bench, [bench.paused]);
    await answer({ answer: "move", toProjectId: bench.paused, seconds: 600 });
    near(totals(bench, [bench.paused])[0] ?? 0, b + 600);
    expect(bench.snapshot().absence).toBeNull();
  });

  test("to where it is already, or to nowhere: refused, and the question stays", async () => {
    const { bench, answer } = await openQuestion();
    for (const toProjectId of [bench.running, null]) {
      expect(await answer({ answer: "move", toProjectId })).toMatchObject({ kind: "failed" });
    }
    expect(bench.sent()).toEqual([]);
    expect(bench.snapshot().absence).not.toBeNull();
  });
});

describe("log on its own", () => {
  test("an entry of the day on which the absence began, and the time off the timer; Undo deletes it", async () => {
    const { bench, answer } = await openQuestion();
    const { running } = bench;
    const [a = 0] = totals(bench, [running]);
    const before = entriesOf(bench).length;
    expect(await answer({ answer: "log", toProjectId: null, description: "Talk in the kitchen" })).toEqual({
      kind: "done",
    });
    expect(entriesOf(bench)).toContainEqual({ minutes: 38, description: "Talk in the kitchen" });
    near(totals(bench, [running])[0] ?? 0, a + 5 - 38 * 60);
    expect(await bench.send({ kind: "undo" }, 5_000)).toEqual({ kind: "done" });
    expect(entriesOf(bench)).toHaveLength(before);
    near(totals(bench, [running])[0] ?? 0, a + 10);
  });
});

describe("what goes wrong", () => {
  const answers = {
    move: (bench: VerbsBench): Answer => ({ answer: "move", toProjectId: bench.paused }),
    "move to a new timer": (bench: VerbsBench): Answer => ({ answer: "move", toProjectId: bench.idle }),
    log: (): Answer => ({ answer: "log", toProjectId: null, description: "Meeting" }),
  } as const;
  const names = ["move", "move to a new timer", "log"] as const;

  test.each(
    names.flatMap((name) =>
      (["before", "after"] as const).flatMap((moment) => [0, 1].map((step) => [name, moment, step] as const)),
    ),
  )("%s: the connection breaks %s request %i was carried out: never twice, never lost", async (name, moment, step) => {
    const { bench, answer } = await openQuestion();
    const since = bench.clock.monotonicNow();
    const total = all(bench, since);
    const [a = 0] = totals(bench, [bench.running]);
    let seen = 0;
    bench.server.faults.disconnect({
      moment,
      times: 1,
      where: ({ method, path }) =>
        (path.endsWith("add_or_subtract_time") || (method === "POST" && path.endsWith("/entries"))) &&
        (seen += 1) === step + 1,
    });
    await answer(answers[name](bench), 60_000);
    await bench.clock.advance(60_000);
    near(all(bench, since), total);
    const isMoved = bench.snapshot().absence === null;
    near(totals(bench, [bench.running])[0] ?? 0, a + 120 - (isMoved ? 38 * 60 : 0));
    expect(bench.settings.get("transfer")).toBeUndefined();
    expect(bench.snapshot().transfer).toBeNull();
  });

  /** The disk and the account as they were when the process was killed at a point, by its number. */
  test.each(names.flatMap((name) => [0, 1, 2, 3, 4, 5].map((point) => [name, point] as const)))(
    "%s: killed at point %i: the next start has the totals of before or of after, or asks",
    async (name, point) => {
      const kept = createMemorySettings();
      const { bench, answer } = await openQuestion(kept);
      const { running, clock, server, path, secrets } = bench;
      const since = clock.monotonicNow();
      const total = all(bench, since);
      const [a = 0] = totals(bench, [running]);
      // Two requests; each is killed before it is sent, on its way there, or on its way back.
      const [request, moment] = [Math.floor(point / 3) + 1, point % 3];
      let seen = 0;
      server.faults.hang({
        moment: moment === 2 ? "after" : "before",
        where: (each) => isChange(each) && (seen += 1) >= request,
      });
      void answer(answers[name](bench), 0);
      await clock.advance(5_000);
      bench.kill();
      const disk = createMemorySettings();
      for (const key of ["absence", "transfer"]) {
        if (kept.get(key) !== undefined) disk.set(key, structuredClone(kept.get(key)));
      }
      if (moment === 0 && request === 1) disk.delete("transfer");
      // Between the two nothing is under way.
      const note = kept.get("transfer");
      if (moment === 0 && request === 2 && typeof note === "object") {
        disk.set("transfer", { ...note, taken: "planned" });
      }
      server.faults.clear();
      const next = await openBench(rules, {
        world: { clock, server, path },
        settings: disk,
        secrets,
        bootedAt: () => 0,
      });
      await clock.advance(30_000);
      const passed = (clock.monotonicNow() - since) / 1000;
      const isMoved = (totals(bench, [running])[0] ?? 0) < a + passed - 19 * 60;
      near(all(bench, since), total);
      if (next.snapshot().transfer === null) {
        near(totals(bench, [running])[0] ?? 0, a + passed - (isMoved ? 38 * 60 : 0));
        // As before, it is asked again.
        expect(next.snapshot().absence === null).toBe(isMoved);
      }
    },
  );

  test("what was changed elsewhere in between is asked about, and nothing is sent before the answer", async () => {
    const kept = createMemorySettings();
    const { bench, answer } = await openQuestion(kept);
    const { running, paused, clock, server, path, secrets } = bench;
    server.faults.hang({ where: ({ path: asked }) => asked.endsWith("add_or_subtract_time") });
    void answer({ answer: "move", toProjectId: paused }, 0);
    await clock.advance(5_000);
    bench.kill();
    const disk = createMemorySettings();
    disk.set("transfer", structuredClone(kept.get("transfer")));
    server.faults.clear();
    server.account.adjustTimer(paused, 900);
    const next = await openBench(rules, { world: { clock, server, path }, settings: disk, secrets });
    expect(next.snapshot().transfer).toEqual({
      fromProjectId: running,
      toProjectId: paused,
      toEntry: false,
      seconds: 38 * 60,
    });
    expect(next.sent()).toEqual([]);
    const [a = 0] = totals(bench, [running]);
    await next.send({ kind: "answer-transfer", answer: "finish" });
    near(totals(bench, [running])[0] ?? 0, a + 3 - 38 * 60);
    expect(next.snapshot().transfer).toBeNull();
    expect(disk.get("transfer")).toBeUndefined();
  });

  test("a note that is no note is left out", async () => {
    const settings = createMemorySettings();
    settings.set("transfer", { seconds: "many" });
    const bench = await openBench(rules, { settings });
    expect(bench.snapshot().transfer).toBeNull();
  });
});
