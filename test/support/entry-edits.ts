import type { EntryValues } from "../../app/contract/command.ts";
import { entryValues } from "../../app/contract/entry-values.ts";
import type { DayEntry } from "../../app/contract/day.ts";
import { roundUpMinutes } from "../../app/model/format.ts";
import type { Random } from "../../app/platform/ports.ts";
import { startBench, type VerbsBench } from "./verbs-bench.ts";

export interface EditEnd {
  readonly done: number;
  /** Entries that are not what the edit or the entry before it says. */
  readonly damaged: number;
  /** Entries that there are too many or too few. */
  readonly doubled: number;
}

const faults = ["none", "none", "none", "lost", "refused", "fails", "elsewhere"] as const;

/** Changes entries at random, each by any subset of its fields, with faults; compares all with the account each time. */
export async function editAtRandom(random: Random, seed: number, count: number): Promise<EditEnd> {
  const bench = await startBench({ seed, demo: { rateLimit: false } });
  const { account, faults: server } = bench.server;
  const days = { from: "2025-12-01", to: "2026-01-31" };
  const pick = <Item>(items: readonly Item[]): Item => {
    const item = items[Math.floor(random.fraction() * items.length)];
    if (item === undefined) throw new Error("There is nothing to pick from");
    return item;
  };
  const projects = account.projects().filter(({ enabled }) => enabled);
  let done = 0;
  let damaged = 0;
  let doubled = 0;
  for (let round = 0; round < count; round += 1) {
    // oxlint-disable no-await-in-loop -- one edit after the other, on a fake clock
    const entry = pick(await readAll(bench, days));
    const before = entryValues(entry);
    const ids = account.entries.all().length;
    const after: EntryValues = {
      date:
        random.fraction() < 0.3
          ? `2026-01-${String(1 + Math.floor(random.fraction() * 28)).padStart(2, "0")}`
          : before.date,
      minutes: random.fraction() < 0.3 ? Math.floor(random.fraction() * 600) : before.minutes,
      description: random.fraction() < 0.3 ? `Words ${round} #tag${round % 5}` : before.description,
      projectId: random.fraction() < 0.3 ? pick([...projects.map(({ id }) => id), null]) : before.projectId,
    };
    const fault = pick(faults);
    const path = { method: "PUT", path: `/v2/entries/${entry.id}`, times: 1 };
    const elsewhere = { ...stored(bench, entry.id), minutes: 777, date: "2026-01-30" };
    if (fault === "lost") server.disconnect({ ...path, moment: "after" });
    if (fault === "refused") server.disconnect(path);
    if (fault === "fails") server.answer(500, { ...path, moment: pick(["before", "after"] as const) });
    if (fault === "elsewhere") account.entries.update(entry.id, elsewhere);
    const elsewhereStored = stored(bench, entry.id);
    const result = await bench.send({ kind: "edit-entry", id: entry.id, entry: after, expected: before }, 10_000);
    server.clear();
    const now = stored(bench, entry.id);
    const increment = projects.find(({ id }) => id === after.projectId)?.billingIncrement ?? null;
    const wanted = { ...after, minutes: roundUpMinutes(after.minutes, increment) };
    const expected = result.kind === "done" ? { ...now, ...wanted, description: wanted.description } : elsewhereStored;
    if (result.kind === "done") done += 1;
    if (!isSame(now, expected)) damaged += 1;
    if (account.entries.all().length !== ids) doubled += 1;
    // oxlint-enable no-await-in-loop
  }
  await bench.close();
  return { done, damaged, doubled };
}

function stored(bench: VerbsBench, id: number) {
  return bench.server.account.entries.get(id);
}

function isSame(one: Comparable, other: Comparable): boolean {
  return (
    one.date === other.date &&
    one.minutes === other.minutes &&
    (one.description ?? "") === (other.description ?? "") &&
    one.projectId === other.projectId &&
    one.sourceUrl === other.sourceUrl
  );
}

interface Comparable {
  readonly date: string;
  readonly minutes: number;
  readonly description: string | null;
  readonly projectId: number | null;
  readonly sourceUrl: string | null;
}

export async function readAll(
  bench: VerbsBench,
  days: { readonly from: string; readonly to: string },
): Promise<readonly DayEntry[]> {
  const reading = bench.session.readDays(days);
  await bench.clock.advance(2_000);
  const result = await reading;
  if (result.kind === "failed") throw new Error(`The days could not be read: ${result.problem.kind}`);
  return result.entries;
}
