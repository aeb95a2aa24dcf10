import { describe, expect, test } from "vitest";
import type { Absence } from "../../../app/presence/absence.ts";
import type { JournalEntry } from "../../../app/presence/absence-journal.ts";
import { type AbsenceState, entryOf, stateAfter } from "../../../app/presence/absence-state.ts";
import type { AbsenceRules } from "../../../app/contract/settings.ts";

const leftAt = 1_000_000;
const now = { wall: leftAt + 3_600_000, monotonic: 5_000 };
const absence: Absence = {
  timerId: 1,
  projectId: 2,
  reason: "lock",
  from: leftAt,
  leftAt,
  accountLeftAt: null,
  secondsThen: 60,
  secondsBefore: 0,
  meantToPause: false,
  askedFrom: 300,
  others: null,
};
const rules: AbsenceRules = { idle: "ask", lock: "ask", sleep: "ask", shutdown: "ask" };
const none: AbsenceState = { kind: "none" };
const returning: AbsenceState = { kind: "returning", absence, backAt: now };

describe("what the journal holds", () => {
  test.each<{ state: AbsenceState; entry: JournalEntry | null }>([
    { state: none, entry: null },
    { state: { kind: "paused", absence }, entry: null },
    {
      state: { kind: "left", absence, reasons: new Set(["lock"]) },
      entry: { absence, state: "left", seconds: 0 },
    },
    { state: returning, entry: { absence, state: "left", seconds: 0 } },
    {
      state: { kind: "open", absence, seconds: 600, known: true },
      entry: { absence, state: "open", seconds: 600 },
    },
  ])("of $state.kind", ({ state, entry }) => {
    expect(entryOf(state)).toEqual(entry);
  });
});

describe("a start after", () => {
  test.each<{ name: string; entry: JournalEntry | null; shutdown?: "keep"; bootedAt?: number; state: AbsenceState }>([
    { name: "no note", entry: null, state: none },
    { name: "an absence that had not ended", entry: { absence, state: "left", seconds: 0 }, state: returning },
    {
      name: "a question, which the account has to confirm first",
      entry: { absence, state: "open", seconds: 600 },
      state: { kind: "open", absence, seconds: 600, known: false },
    },
    { name: "a timer that ran", entry: { absence, state: "running", seconds: 0 }, state: returning },
    {
      name: "a timer that ran, on a computer that went on",
      entry: { absence, state: "running", seconds: 0 },
      bootedAt: leftAt,
      state: none,
    },
    {
      name: "a timer that ran, where a shutdown changes nothing",
      entry: { absence, state: "running", seconds: 0 },
      shutdown: "keep",
      state: none,
    },
  ])("$name", ({ entry, shutdown = rules.shutdown, bootedAt = leftAt + 1, state }) => {
    expect(stateAfter(entry, { bootedAt, now, rules: { ...rules, shutdown } })).toEqual(state);
  });
});
