/** Discard with its ten seconds, undo, and everything that can come between. */
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { startBench, type VerbsBench } from "../support/verbs-bench.ts";

let bench: VerbsBench;

beforeEach(async () => {
  bench = await startBench();
});

afterEach(() => bench.close());

const done = { kind: "done" };

describe("a discard that is left alone", () => {
  test("pauses, hides, offers undo for ten seconds, and then deletes", async () => {
    const { running, clock } = bench;
    expect(await bench.send({ kind: "discard", projectId: running, expected: bench.expected(running) }, 1_000)).toEqual(
      done,
    );
    const held = bench.accountSeconds(running);
    expect(bench.shown(running)).toBeNull();
    expect(bench.snapshot().pending).toEqual([]);
    expect(bench.snapshot().undo).toMatchObject({ kind: "discard", project: { id: running }, seconds: held });
    const left = (bench.snapshot().undo?.endsAt ?? 0) - clock.monotonicNow();
    expect(left).toBeGreaterThan(8_500);
    expect(bench.server.account.timer(running)?.run.kind).toBe("paused");

    await clock.advance(left - 1);
    expect(bench.accountSeconds(running)).toBe(held);
    expect(bench.snapshot().undo).not.toBeNull();
    await clock.advance(2_000);
    expect(bench.server.account.timer(running)).toBeNull();
    expect(bench.shown(running)).toBeNull();
    expect(bench.snapshot()).toMatchObject({ undo: null, problem: null, question: null });
    expect(bench.sent()).toEqual(["PUT pause", "DELETE"]);
    expect(bench.snapshot().link.missedBroadcasts).toBe(0);
  });

  test("is never drawn as paused on its way into the hold", async () => {
    const { running } = bench;
    const from = bench.snapshots.length;
    await bench.send({ kind: "discard", projectId: running });
    const states = bench.snapshots.slice(from).map(({ timers }) => {
      return timers.find((timer) => timer.projectId === running)?.state ?? "hidden";
    });
    expect([...new Set(states)]).toEqual(["running", "hidden"]);
  });

  test("a paused one is not paused again", async () => {
    await bench.send({ kind: "discard", projectId: bench.paused, expected: bench.expected(bench.paused) }, 15_000);
    expect(bench.server.account.timer(bench.paused)).toBeNull();
    expect(bench.sent()).toEqual(["DELETE"]);
  });

  test("a second click changes nothing", async () => {
    const { paused } = bench;
    const clicks = [1, 2].map(() => bench.session.dispatch({ kind: "discard", projectId: paused }));
    await bench.clock.advance(2_000);
    expect(await Promise.all(clicks)).toEqual([done, done]);
    expect(await bench.send({ kind: "discard", projectId: paused })).toEqual(done);
    expect(bench.snapshot().undo).toMatchObject({ project: { id: paused } });
    expect(bench.sent()).toEqual([]);
  });
});

describe("undo", () => {
  test.each([0, 300, 4_000, 8_500])("after %i ms more a running timer runs on as if nothing had been", async (wait) => {
    const { running, clock } = bench;
    const description = bench.shown(running)?.description;
    const before = bench.shownSeconds(running) - clock.monotonicNow() / 1000;
    await bench.send({ kind: "discard", projectId: running }, 1_000);
    await clock.advance(wait);
    expect(await bench.send({ kind: "undo" })).toEqual(done);
    expect(bench.shown(running)).toMatchObject({ state: "running", description, project: { id: running } });
    expect(bench.server.account.timer(running)?.run.kind).toBe("running");
    const after = (bench.accountSeconds(running) ?? 0) - clock.monotonicNow() / 1000;
    expect(Math.abs(after - before)).toBeLessThanOrEqual(1);
    expect(Math.abs(bench.shownSeconds(running) - (bench.accountSeconds(running) ?? 0))).toBeLessThanOrEqual(1);
    expect(bench.snapshot()).toMatchObject({ undo: null, problem: null });
    await clock.advance(30_000);
    expect(bench.server.account.timer(running)).not.toBeNull();
    expect(bench.sent()).not.toContain("DELETE");
  });

  test("on a slow line the total is right too", async () => {
    const { running, clock } = bench;
    const before = bench.shownSeconds(running) - clock.monotonicNow() / 1000;
    bench.server.faults.latency = 900;
    await bench.send({ kind: "discard", projectId: running }, 6_000);
    expect(await bench.send({ kind: "undo" }, 10_000)).toEqual(done);
    const after = (bench.accountSeconds(running) ?? 0) - clock.monotonicNow() / 1000;
    expect(Math.abs(after - before)).toBeLessThanOrEqual(2);
  });

  test("a paused timer is as it was to the second, and nothing was sent", async () => {
    const { paused } = bench;
    const before = bench.shown(paused);
    await bench.send({ kind: "discard", projectId: paused });
    expect(bench.shown(paused)).toBeNull();
    expect(await bench.send({ kind: "undo" })).toEqual(done);
    expect(bench.shown(paused)).toMatchObject({ state: "paused", description: before?.description });
    expect(bench.shown(paused)?.anchor.seconds).toBe(before?.anchor.seconds);
    expect(bench.sent()).toEqual([]);
  });

  test("does not pause what was started meanwhile: the timer comes back paused", async () => {
    const { running, idle } = bench;
    await bench.send({ kind: "discard", projectId: running });
    await bench.send({ kind: "start", projectId: idle });
    expect(await bench.send({ kind: "undo" })).toEqual(done);
    expect(bench.shown(running)?.state).toBe("paused");
    expect(bench.shown(idle)?.state).toBe("running");
    expect(bench.sent()).toEqual(["PUT pause", "PUT start"]);
  });

  test("comes in time while the timer is looked at for the last time", async () => {
    const { paused, clock } = bench;
    await bench.send({ kind: "discard", projectId: paused });
    bench.server.faults.latency = 1_500;
    await clock.advance((bench.snapshot().undo?.endsAt ?? 0) - clock.monotonicNow() + 500);
    expect(await bench.send({ kind: "undo" }, 10_000)).toEqual(done);
    expect(bench.shown(paused)?.state).toBe("paused");
    expect(bench.sent()).toEqual([]);
  });

  test("too late, or for nothing, does nothing", async () => {
    expect(await bench.send({ kind: "undo" })).toEqual(done);
    await bench.send({ kind: "discard", projectId: bench.paused }, 15_000);
    bench.sent();
    expect(await bench.send({ kind: "undo" })).toEqual(done);
    expect(bench.sent()).toEqual([]);
    expect(bench.server.account.timer(bench.paused)).toBeNull();
  });

  test("pressed twice, brings back once", async () => {
    const { running } = bench;
    await bench.send({ kind: "discard", projectId: running });
    const presses = [1, 2].map(() => bench.session.dispatch({ kind: "undo" }));
    await bench.clock.advance(4_000);
    expect(await Promise.all(presses)).toEqual([done, done]);
    expect(bench.sent()).toEqual(["PUT pause", "PUT start", "PUT add_or_subtract_time"]);
  });

  test("that can't start the timer again says so and shows it paused, with its time", async () => {
    const { running } = bench;
    await bench.send({ kind: "discard", projectId: running });
    const held = bench.accountSeconds(running);
    bench.server.faults.answer(403, { route: "PUT /v2/projects/:id/timer/start", times: 1 });
    expect(await bench.send({ kind: "undo" })).toEqual({ kind: "failed", problem: { kind: "forbidden" } });
    expect(bench.shown(running)?.state).toBe("paused");
    expect(bench.shownSeconds(running)).toBe(held);
    expect(bench.snapshot().problem).toMatchObject({ command: "start", projectId: running });
  });
});

describe("meanwhile", () => {
  test("a second discard carries out the first at once", async () => {
    const { running, paused } = bench;
    await bench.send({ kind: "discard", projectId: paused });
    await bench.send({ kind: "discard", projectId: running });
    expect(bench.server.account.timer(paused)).toBeNull();
    expect(bench.snapshot().undo).toMatchObject({ kind: "discard", project: { id: running } });
    expect(await bench.send({ kind: "undo" })).toEqual(done);
    expect(bench.shown(running)?.state).toBe("running");
    await bench.clock.advance(15_000);
    expect(bench.server.account.timer(running)).not.toBeNull();
    expect(bench.server.account.timer(paused)).toBeNull();
  });

  test("a second discard that asks leaves the first one's undo alone", async () => {
    const { running, paused } = bench;
    await bench.send({ kind: "discard", projectId: paused });
    bench.server.account.adjustTimer(running, 600);
    expect(await bench.send({ kind: "discard", projectId: running, expected: bench.expected(running) }, 800)).toEqual({
      kind: "asked",
    });
    expect(bench.snapshot().undo).toMatchObject({ project: { id: paused } });
  });

  test("an adjustment elsewhere on the list waits with its own undo", async () => {
    const { running, paused } = bench;
    await bench.send({ kind: "discard", projectId: paused }, 1_500);
    await bench.send({ kind: "adjust", projectId: running, seconds: 300 }, 1_500);
    expect(bench.snapshot().undo).toMatchObject({ kind: "discard", project: { id: paused } });
    await bench.clock.advance(12_000);
    expect(bench.snapshot().undo).toMatchObject({ kind: "adjust", project: { id: running }, seconds: 300 });
  });

  test("a start of the discarded project begins anew", async () => {
    const { paused } = bench;
    await bench.send({ kind: "discard", projectId: paused });
    expect(await bench.send({ kind: "start", projectId: paused, description: "anew" })).toEqual(done);
    expect(bench.accountSeconds(paused)).toBeLessThan(5);
    expect(bench.shown(paused)).toMatchObject({ state: "running", description: "anew" });
    expect(bench.snapshot().undo).toBeNull();
    expect(bench.sent()).toEqual(["DELETE", "PUT start"]);
  });

  test.each(["pause", "log", "adjust"] as const)("%s finds no timer where none is shown", async (kind) => {
    const { running } = bench;
    const expected = bench.expected(running);
    await bench.send({ kind: "discard", projectId: running });
    bench.sent();
    const command =
      kind === "pause"
        ? ({ kind, projectId: running } as const)
        : kind === "log"
          ? ({ kind, projectId: running, expected } as const)
          : ({ kind, projectId: running, seconds: 60, expected } as const);
    expect(await bench.send(command)).toEqual({ kind: "failed", problem: { kind: "not-found" } });
    expect(bench.sent()).toEqual([]);
  });
});

describe("the timer changes elsewhere during the hold", () => {
  test.each([
    { what: "runs again", state: "running", change: () => bench.server.account.startTimer(bench.paused) },
    { what: "has more time", state: "paused", change: () => bench.server.account.adjustTimer(bench.paused, 60) },
    { what: "has other words", state: "paused", change: () => bench.server.account.describeTimer(bench.paused, "new") },
  ])("it $what: it is shown again, kept, and asked about", async ({ state, change }) => {
    const { paused, clock } = bench;
    await bench.send({ kind: "discard", projectId: paused });
    change();
    await bench.server.flushBroadcasts();
    await clock.advance(2_000);
    expect(bench.shown(paused)?.state).toBe(state);
    expect(bench.snapshot().undo).toBeNull();
    expect(bench.snapshot().question).toMatchObject({
      command: { kind: "discard", projectId: paused, expected: { state } },
      timer: { projectId: paused, state },
    });
    await clock.advance(30_000);
    expect(bench.server.account.timer(paused)).not.toBeNull();
    expect(bench.sent()).toEqual([]);
  });

  describe("and its broadcast is lost", () => {
    beforeEach(async () => {
      // Past every fetch that happens by itself soon after a start.
      await bench.clock.advance(30_000);
      bench.server.faults.broadcasts.dropRate = 1;
    });

    test("the last fetch notices", async () => {
      const { paused, clock } = bench;
      await bench.send({ kind: "discard", projectId: paused });
      bench.server.account.adjustTimer(paused, 60);
      await clock.advance(12_000);
      expect(bench.server.account.timer(paused)).not.toBeNull();
      expect(bench.shown(paused)?.state).toBe("paused");
      expect(bench.snapshot().question).toMatchObject({ command: { kind: "discard" } });
    });

    test("another timer that looks the same is not taken for the held one", async () => {
      const { paused, clock } = bench;
      await bench.send({ kind: "discard", projectId: paused });
      const { account } = bench.server;
      const seconds = bench.accountSeconds(paused) ?? 0;
      const { description } = account.logTimer(paused);
      account.startTimer(paused, description ?? "");
      account.adjustTimer(paused, seconds);
      account.pauseTimer(paused);
      await clock.advance(12_000);
      expect(bench.accountSeconds(paused)).toBe(seconds);
      expect(bench.shown(paused)?.state).toBe("paused");
    });

    test("a start finds that the timer is gone, and begins anew", async () => {
      const { paused } = bench;
      await bench.send({ kind: "discard", projectId: paused });
      bench.server.account.logTimer(paused);
      expect(await bench.send({ kind: "start", projectId: paused })).toEqual(done);
      expect(bench.sent()).toEqual(["PUT start"]);
      expect(bench.snapshot()).toMatchObject({ undo: null, question: null });
    });

    test("a start finds that the timer changed: it is shown again, and nothing is started", async () => {
      const { paused } = bench;
      await bench.send({ kind: "discard", projectId: paused });
      bench.server.account.adjustTimer(paused, 60);
      expect(await bench.send({ kind: "start", projectId: paused })).toEqual({ kind: "asked" });
      expect(bench.sent()).toEqual([]);
      expect(bench.shown(paused)?.state).toBe("paused");
    });

    test("the undo finds that the timer changed, and leaves it as it is", async () => {
      const { running } = bench;
      await bench.send({ kind: "discard", projectId: running });
      const seconds = bench.server.account.adjustTimer(running, 60) && bench.accountSeconds(running);
      expect(await bench.send({ kind: "undo" })).toEqual(done);
      expect(bench.sent()).toEqual(["PUT pause"]);
      expect(bench.shown(running)?.state).toBe("paused");
      expect(bench.shownSeconds(running)).toBe(seconds);
    });

    test("the undo finds that the timer is gone, and says so", async () => {
      const { running } = bench;
      await bench.send({ kind: "discard", projectId: running });
      bench.server.account.logTimer(running);
      expect(await bench.send({ kind: "undo" })).toEqual({ kind: "failed", problem: { kind: "not-found" } });
      expect(bench.sent()).toEqual(["PUT pause"]);
    });

    test("what a fetch finds counts as a missed broadcast", async () => {
      const { paused, clock } = bench;
      const expected = bench.expected(paused);
      bench.server.account.adjustTimer(paused, 60);
      expect(await bench.send({ kind: "discard", projectId: paused, expected })).toEqual({ kind: "asked" });
      await clock.advance(31_000);
      expect(bench.snapshot().link.missedBroadcasts).toBe(1);
    });
  });

  test("a question that a person is reading stays", async () => {
    const { running, paused, clock } = bench;
    await bench.send({ kind: "discard", projectId: paused });
    const expected = bench.expected(running);
    bench.server.account.adjustTimer(running, 600);
    expect(await bench.send({ kind: "log", projectId: running, expected }, 500)).toEqual({ kind: "asked" });
    bench.server.account.adjustTimer(paused, 60);
    await bench.server.flushBroadcasts();
    await clock.advance(2_000);
    expect(bench.shown(paused)?.state).toBe("paused");
    expect(bench.snapshot().question).toMatchObject({ command: { kind: "log", projectId: running } });
  });

  test.each([
    { what: "logged", change: () => void bench.server.account.logTimer(bench.paused) },
    { what: "discarded", change: () => bench.server.account.discardTimer(bench.paused) },
  ])("it is $what: nothing is left to undo or to ask", async ({ change }) => {
    const { paused, clock } = bench;
    await bench.send({ kind: "discard", projectId: paused });
    change();
    await bench.server.flushBroadcasts();
    await clock.advance(2_000);
    expect(bench.snapshot()).toMatchObject({ undo: null, question: null, problem: null });
    expect(bench.shown(paused)).toBeNull();
    await clock.advance(15_000);
    expect(bench.sent()).toEqual([]);
  });

  test("the question can be answered: discard all the same, with its own ten seconds", async () => {
    const { paused, clock } = bench;
    await bench.send({ kind: "discard", projectId: paused });
    bench.server.account.startTimer(paused);
    await bench.server.flushBroadcasts();
    await clock.advance(20_000);
    expect(await bench.send({ kind: "answer-question", goAhead: true })).toEqual(done);
    expect(bench.snapshot()).toMatchObject({ question: null, undo: { kind: "discard", project: { id: paused } } });
    await clock.advance(12_000);
    expect(bench.server.account.timer(paused)).toBeNull();
  });
});

describe("trouble", () => {
  test("offline at the end of the hold: nothing is deleted, the timer is shown with its time, and why", async () => {
    const { running, clock } = bench;
    await bench.send({ kind: "discard", projectId: running });
    const held = bench.accountSeconds(running);
    const mend = bench.server.faults.disconnect();
    await clock.advance(20_000);
    expect(bench.shown(running)?.state).toBe("paused");
    expect(bench.shownSeconds(running)).toBe(held);
    expect(bench.snapshot()).toMatchObject({
      undo: null,
      problem: { problem: { kind: "offline" }, command: "discard", projectId: running },
    });
    mend();
    await clock.advance(60_000);
    expect(bench.accountSeconds(running)).toBe(held);
  });

  test("offline from the start: nothing is held", async () => {
    const { running } = bench;
    bench.server.faults.disconnect();
    expect(await bench.send({ kind: "discard", projectId: running })).toMatchObject({ kind: "failed" });
    expect(bench.shown(running)?.state).toBe("running");
    expect(bench.snapshot().undo).toBeNull();
  });

  test.each(["PUT", "DELETE"] as const)("a refused %s leaves the timer on screen", async (method) => {
    const { running, clock } = bench;
    bench.server.faults.answer(403, { method, times: 1 });
    await bench.send({ kind: "discard", projectId: running });
    await clock.advance(15_000);
    expect(bench.shown(running)).not.toBeNull();
    expect(bench.server.account.timer(running)).not.toBeNull();
    expect(bench.snapshot()).toMatchObject({
      undo: null,
      problem: { problem: { kind: "forbidden" }, command: "discard" },
    });
  });

  test.each(["disable-receiver", "remove-receiver"] as const)(
    "an end of the session (%s) leaves the timer paused, with all its time, and nothing to undo",
    async (how) => {
      const { running, clock } = bench;
      await bench.send({ kind: "discard", projectId: running });
      const held = bench.accountSeconds(running);
      const stopping = bench.session.stop(how, new AbortController().signal);
      await clock.advance(60_000);
      await stopping;
      expect(bench.accountSeconds(running)).toBe(held);
      expect(bench.snapshot()).toMatchObject({ undo: null, question: null, pending: [] });
      expect(bench.sent()).toEqual(["PUT pause"]);
      const next = await startBench({ world: bench, secrets: bench.secrets, settings: bench.settings });
      expect(next.shown(running)?.state).toBe("paused");
      const closing = next.session.stop("disable-receiver", AbortSignal.abort());
      await clock.advance(2_000);
      await closing;
    },
  );

  test("a machine that sleeps through the hold looks before it deletes", async () => {
    const { paused, clock } = bench;
    await bench.send({ kind: "discard", projectId: paused });
    clock.sleep(3_600_000);
    bench.server.account.startTimer(paused);
    await clock.advance(5_000);
    expect(bench.server.account.timer(paused)).not.toBeNull();
    expect(bench.snapshot().question).toMatchObject({ command: { kind: "discard" }, timer: { state: "running" } });
  });
});
