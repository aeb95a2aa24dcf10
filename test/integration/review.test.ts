import { afterEach, describe, expect, test } from "vitest";
import { reviewOf, startReviewBench } from "../support/review-bench.ts";
import type { VerbsBench } from "../support/verbs-bench.ts";

let bench: VerbsBench;

afterEach(() => bench.close());

const undo = { kind: "undo" } as const;
const entryIds = (): readonly number[] => bench.server.account.entries.all().map(({ id }) => id);

function byProject<Part extends { readonly projectId: number | null }>(parts: readonly Part[]): readonly Part[] {
  return parts.toSorted((one, other) => (one.projectId ?? 0) - (other.projectId ?? 0));
}

function sum(parts: readonly { readonly minutes: number }[]): number {
  return parts.reduce((all, { minutes }) => all + minutes, 0);
}

async function logAll(milliseconds = 30_000) {
  const rows = reviewOf(bench);
  const before = new Set(entryIds());
  const result = await bench.send({ kind: "log-many", rows: [...rows] }, milliseconds);
  return { rows, result, made: () => bench.server.account.entries.all().filter(({ id }) => !before.has(id)) };
}

describe("a review", () => {
  test("logs each timer with the minutes, day and words that were shown; the sum shown is the sum stored", async () => {
    bench = await startReviewBench(7);
    const { rows, result, made } = await logAll();
    expect(result).toEqual({ kind: "done" });
    expect(made().length).toBe(10);
    expect(byProject(made())).toMatchObject(
      byProject(rows).map(({ projectId, entryDate, description }) => ({ projectId, date: entryDate, description })),
    );
    const shown = bench.snapshot().review?.rows ?? [];
    expect(shown.map(({ outcome }) => outcome.kind)).toEqual(rows.map(() => "logged"));
    expect(sum(shown)).toBe(sum(made()));
    expect(bench.snapshot().review?.underWay).toBe(false);
    expect(bench.snapshot().timers).toEqual([]);
  });

  test("ten timers at two requests a second take less than 15 seconds", async () => {
    bench = await startReviewBench(7);
    const { made } = await logAll(15_000);
    expect(made().length).toBe(10);
  });

  test("started twice, is carried out once", async () => {
    bench = await startReviewBench(1);
    const rows = [...reviewOf(bench)];
    const before = entryIds().length;
    void bench.session.dispatch({ kind: "log-many", rows });
    await bench.send({ kind: "log-many", rows }, 20_000);
    expect(entryIds().length - before).toBe(rows.length);
  });

  test("says in its row what was changed and what failed, and logs the others", async () => {
    bench = await startReviewBench(2);
    const { account, faults } = bench.server;
    const [first, second] = reviewOf(bench);
    account.describeTimer(second?.projectId ?? 0, "Other words");
    faults.answer(503, { method: "PUT", path: `/v2/projects/${first?.projectId}/timer/log`, times: 1 });
    const { result, made } = await logAll();
    expect(result).toEqual({ kind: "failed", problem: { kind: "account-locked" } });
    expect(bench.snapshot().review?.rows.map(({ outcome }) => outcome.kind)).toEqual([
      "failed",
      "changed",
      "logged",
      "logged",
      "logged",
    ]);
    expect(bench.snapshot().question).toBeNull();
    expect(made().length).toBe(3);
  });

  test("an outcome that can't be found out is called so, and nothing is sent again", async () => {
    bench = await startReviewBench(0);
    const { faults } = bench.server;
    const [first] = reviewOf(bench);
    const path = `/v2/projects/${first?.projectId}/timer/log`;
    bench.server.onRequest((request) => {
      if (request.path === path) faults.disconnect();
    });
    faults.disconnect({ method: "PUT", path, moment: "after", times: 1 });
    await logAll();
    expect(bench.snapshot().review?.rows[0]?.outcome).toEqual({ kind: "unknown", problem: { kind: "offline" } });
    expect(bench.server.requests.filter((request) => request.path === path).length).toBe(1);
  });
});

describe("undo of a log", () => {
  test("brings the timer back with its words, day and time, and deletes the entry", async () => {
    bench = await startReviewBench(0);
    const before = bench.shown(bench.paused);
    const seconds = bench.accountSeconds(bench.paused) ?? 0;
    const entries = entryIds();
    await bench.send({ kind: "log", projectId: bench.paused, minutes: 90, entryDate: "2026-01-02" });
    expect(bench.snapshot().undo).toMatchObject({ kind: "log", seconds: 90 * 60 });
    expect(await bench.send(undo, 10_000)).toEqual({ kind: "done" });
    expect(entryIds()).toEqual(entries);
    const after = bench.shown(bench.paused);
    expect([after?.state, after?.description, after?.date]).toEqual(["paused", before?.description, before?.date]);
    expect(Math.abs((bench.accountSeconds(bench.paused) ?? 0) - seconds)).toBeLessThanOrEqual(2);
    // What ran goes on.
    expect(bench.shown(bench.running)?.state).toBe("running");
    expect(bench.snapshot().undo).toBeNull();
  });

  test("of a whole review brings all of them back, the running one running", async () => {
    bench = await startReviewBench(3);
    const seconds = new Map(
      bench.snapshot().timers.map(({ projectId }) => [projectId, bench.accountSeconds(projectId)]),
    );
    const entries = entryIds();
    const { rows } = await logAll(12_000);
    expect(bench.snapshot().undo).toMatchObject({ kind: "log", count: rows.length });
    expect(await bench.send(undo, 30_000)).toEqual({ kind: "done" });
    expect(entryIds()).toEqual(entries);
    expect(new Set(bench.snapshot().timers.map(({ projectId }) => projectId))).toEqual(
      new Set(rows.map(({ projectId }) => projectId)),
    );
    expect(bench.shown(bench.running)?.state).toBe("running");
    for (const { projectId } of rows.filter((row) => row.projectId !== bench.running)) {
      expect(Math.abs((bench.accountSeconds(projectId) ?? 0) - (seconds.get(projectId) ?? 0))).toBeLessThanOrEqual(2);
    }
  });

  test("of an entry that was approved meanwhile is refused in the account's words, and no timer is left", async () => {
    bench = await startReviewBench(0);
    await bench.send({ kind: "log", projectId: bench.paused });
    const [entry] = bench.server.account.entries.all();
    bench.server.account.entries.approve(entry?.id ?? 0, 1);
    const result = await bench.send(undo, 10_000);
    expect(result).toMatchObject({ kind: "failed", problem: { fields: [{ code: "approved_and_locked" }] } });
    expect(bench.snapshot().problem?.problem).toMatchObject({ kind: "invalid" });
    expect(bench.server.account.timer(bench.paused)).toBeNull();
  });

  test("is refused where two entries may be it, or another timer is in its place", async () => {
    bench = await startReviewBench(0);
    const { account } = bench.server;
    await bench.send({ kind: "log", projectId: bench.paused, minutes: 15, entryDate: account.today, description: "x" });
    account.addEntry({ date: account.today, minutes: 15, description: "x", projectId: bench.paused });
    expect(await bench.send(undo, 10_000)).toEqual({ kind: "failed", problem: { kind: "entry-unclear" } });
    await bench.send({ kind: "log", projectId: bench.running });
    account.startTimer(bench.running);
    await bench.clock.advance(2_000);
    expect(await bench.send(undo, 10_000)).toEqual({ kind: "failed", problem: { kind: "timer-in-the-way" } });
  });

  test("a deletion that the server refuses takes the new timer back; one whose answer is lost counts", async () => {
    bench = await startReviewBench(0);
    const { account, faults } = bench.server;
    await bench.send({ kind: "log", projectId: bench.paused });
    const before = entryIds();
    faults.answer(403, { method: "DELETE", path: /entries/u, times: 1 });
    expect(await bench.send(undo, 15_000)).toEqual({ kind: "failed", problem: { kind: "forbidden" } });
    expect([entryIds(), account.timer(bench.paused)]).toEqual([before, null]);
    await bench.send({ kind: "log", projectId: bench.running });
    faults.disconnect({ method: "DELETE", path: /entries/u, moment: "after", times: 1 });
    expect(await bench.send(undo, 15_000)).toEqual({ kind: "done" });
    expect(account.timer(bench.running)).not.toBeNull();
    expect(entryIds()).toEqual(before);
  });

  test("ends with the next verb, and after half a minute", async () => {
    bench = await startReviewBench(0);
    await bench.send({ kind: "log", projectId: bench.paused });
    await bench.send({ kind: "pause", projectId: bench.running });
    expect(bench.snapshot().undo).toBeNull();
    await bench.send({ kind: "log", projectId: bench.running });
    expect(bench.snapshot().undo).not.toBeNull();
    await bench.clock.advance(30_000);
    expect(bench.snapshot().undo).toBeNull();
  });
});
