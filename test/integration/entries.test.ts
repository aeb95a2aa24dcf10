import { afterEach, describe, expect, test } from "vitest";
import type { DayEntry } from "../../app/contract/day.ts";
import { entryValues } from "../../app/contract/entry-values.ts";
import { editAtRandom, readAll } from "../support/entry-edits.ts";
import { seededRandom } from "../support/seeded-random.ts";
import { startBench, type VerbsBench } from "../support/verbs-bench.ts";

let bench: VerbsBench;
const ended: VerbsBench[] = [];

afterEach(async () => {
  await Promise.all(ended.splice(0).map((each) => each.close()));
});

async function begin(): Promise<DayEntry> {
  bench = await startBench();
  ended.push(bench);
  const { today } = bench.server.account;
  const entry = (await readAll(bench, { from: today, to: today })).find(({ minutes }) => minutes === 48);
  if (entry === undefined) throw new Error("The cast has no entry of 48 minutes");
  return entry;
}

const stored = (id: number) => bench.server.account.entries.all().find((entry) => entry.id === id);

describe("entries of a day", () => {
  test("are read with words, tags, billing and locks", async () => {
    const entry = await begin();
    const { account } = bench.server;
    expect(entry).toMatchObject({ description: "Route import #development", billable: true, lock: null });
    expect(entry.tags).toEqual([{ name: "development", billable: true }]);
    account.entries.approve(entry.id, 1);
    const days = { from: account.today, to: account.today };
    const again = await readAll(bench, days);
    expect(again.find(({ id }) => id === entry.id)?.lock).toBe("approved_and_locked");
    expect(again.some(({ billable }) => billable === false)).toBe(true);
    // A colleague's are not the user's.
    expect(again.length).toBe(
      account.entries.all().filter(({ date, userId }) => date === account.today && userId === account.user.id).length,
    );
  });

  test("an entry is added without a timer, and counted", async () => {
    await begin();
    const { account } = bench.server;
    const before = account.entries.all().length;
    const entry = { date: account.today, minutes: 20, description: "By hand #new", projectId: bench.idle };
    expect(await bench.send({ kind: "add-entry", entry }, 10_000)).toEqual({ kind: "done" });
    expect(account.entries.all().length).toBe(before + 1);
    expect(bench.snapshot().today?.minutes.some(({ project }) => project?.id === bench.idle)).toBe(true);
  });

  test("one whose answer is lost is found, and not added again; one that did not arrive is not called added", async () => {
    await begin();
    const { account, faults } = bench.server;
    const before = account.entries.all().length;
    const entry = { date: account.today, minutes: 20, description: "Once", projectId: null };
    faults.disconnect({ method: "POST", moment: "after", times: 1 });
    expect(await bench.send({ kind: "add-entry", entry }, 10_000)).toEqual({ kind: "done" });
    expect(account.entries.all().length).toBe(before + 1);
    faults.answer(500, { method: "POST", times: 1 });
    const other = { ...entry, description: "Never" };
    expect(await bench.send({ kind: "add-entry", entry: other }, 10_000)).toMatchObject({ kind: "failed" });
    expect(account.entries.all().length).toBe(before + 1);
  });

  test("where it can't be read what became of one whose answer was lost, it may have been added", async () => {
    await begin();
    const { account, faults } = bench.server;
    const entry = { date: account.today, minutes: 20, description: "Once", projectId: null };
    faults.disconnect({ method: "POST", moment: "after", times: 1 });
    faults.answer(403, { method: "GET", times: 1 });
    const result = await bench.send({ kind: "add-entry", entry }, 10_000);
    expect(result).toMatchObject({ kind: "failed", problem: { kind: "offline" } });
  });

  test("one that was changed or deleted elsewhere is left alone", async () => {
    const entry = await begin();
    const { account } = bench.server;
    const expected = entryValues(entry);
    const before = stored(entry.id);
    if (before === undefined) throw new Error("It is in the account");
    account.entries.update(entry.id, { ...before, minutes: 60 });
    const edit = { kind: "edit-entry", id: entry.id, entry: { ...expected, description: "Mine" }, expected } as const;
    expect(await bench.send(edit)).toEqual({ kind: "failed", problem: { kind: "entry-changed" } });
    expect(await bench.send({ kind: "delete-entry", id: entry.id, expected })).toEqual({
      kind: "failed",
      problem: { kind: "entry-changed" },
    });
    expect(stored(entry.id)?.minutes).toBe(60);
    account.entries.delete(entry.id);
    expect(await bench.send(edit)).toEqual({ kind: "failed", problem: { kind: "entry-gone" } });
  });

  test("a locked one is neither changed nor deleted, whenever it was locked", async () => {
    const entry = await begin();
    const expected = entryValues(entry);
    bench.server.account.entries.markInvoiced(entry.id);
    const locked = { kind: "failed", problem: { fields: [{ code: "invoiced" }] } };
    const edit = { kind: "edit-entry", id: entry.id, entry: { ...expected, minutes: 1 }, expected } as const;
    expect(await bench.send(edit)).toMatchObject(locked);
    expect(await bench.send({ kind: "delete-entry", id: entry.id, expected })).toMatchObject(locked);
    expect(stored(entry.id)?.minutes).toBe(48);
  });

  test("a deletion waits for ten seconds, in which Undo keeps the entry", async () => {
    const entry = await begin();
    const command = { kind: "delete-entry", id: entry.id, expected: entryValues(entry) } as const;
    expect(await bench.send(command, 3_000)).toEqual({ kind: "done" });
    expect(bench.snapshot().undo).toMatchObject({ kind: "delete-entry", entryId: entry.id, seconds: 48 * 60 });
    await bench.send({ kind: "undo" }, 20_000);
    expect([bench.snapshot().undo, stored(entry.id)?.minutes]).toEqual([null, 48]);
  });

  test("and is carried out once, also where its answer is lost", async () => {
    const entry = await begin();
    bench.server.faults.disconnect({ method: "DELETE", moment: "after", times: 1 });
    await bench.send({ kind: "delete-entry", id: entry.id, expected: entryValues(entry) }, 20_000);
    expect([stored(entry.id), bench.snapshot().problem]).toEqual([undefined, null]);
  });

  test("and does not happen where the entry changed meanwhile, or the app ends", async () => {
    const entry = await begin();
    const { account } = bench.server;
    const command = { kind: "delete-entry", id: entry.id, expected: entryValues(entry) } as const;
    await bench.send(command, 3_000);
    account.entries.approve(entry.id, 1);
    await bench.clock.advance(20_000);
    expect(bench.snapshot().problem?.problem).toMatchObject({ kind: "invalid" });
    account.entries.unapprove(entry.id);
    await bench.send(command, 3_000);
    await bench.session.stop("disable-receiver", AbortSignal.abort());
    await bench.clock.advance(60_000);
    expect(stored(entry.id)?.minutes).toBe(48);
  });
});

test("random edits with faults damage no entry", async () => {
  const end = await editAtRandom(seededRandom(7), 7, 60);
  expect(end).toMatchObject({ damaged: 0, doubled: 0 });
  expect(end.done).toBeGreaterThan(30);
});
