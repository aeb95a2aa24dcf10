import * as v from "valibot";
import { absenceReasons } from "../contract/absence-reasons.ts";
import type { Logger, SettingsStore } from "../platform/ports.ts";
import { type Absence, shortestAsked } from "./absence.ts";

/** An absence as it survives a restart, a crash or the end of the computer's power. */
export interface JournalEntry {
  readonly absence: Absence;
  /**
   * - `left`: the computer was left; whether the person is back is not known
   * - `running`: written every minute while a timer runs, since not every end of a computer is announced
   * - `open`: the person is back, and has not said what becomes of `seconds`
   */
  readonly state: "left" | "running" | "open";
  readonly seconds: number;
}

const key = "absence";
const whole = v.pipe(v.number(), v.safeInteger());
const finite = v.pipe(v.number(), v.finite());

const entrySchema = v.object({
  absence: v.object({
    timerId: whole,
    projectId: whole,
    reason: v.picklist(absenceReasons),
    from: whole,
    leftAt: whole,
    // Versions before 0.2 did not note it.
    accountLeftAt: v.optional(v.nullable(whole), null),
    secondsThen: finite,
    secondsBefore: finite,
    meantToPause: v.boolean(),
    // Versions before 0.2 asked about five minutes and more, and knew no others.
    askedFrom: v.optional(finite, shortestAsked),
    others: v.optional(v.nullable(v.string()), null),
  }),
  state: v.picklist(["left", "running", "open"]),
  seconds: finite,
});

/** One entry at most: one timer runs at most. */
export interface AbsenceJournal {
  /** Null when there is none, or what is there is not one: then nothing is asked. */
  read(): JournalEntry | null;
  write(entry: JournalEntry): void;
  clear(): void;
}

export function createAbsenceJournal(store: SettingsStore, logger: Logger): AbsenceJournal {
  let isEmpty = store.get(key) === undefined;
  return {
    read() {
      const stored = store.get(key);
      if (stored === undefined) return null;
      const decoded = v.safeParse(entrySchema, stored);
      if (decoded.success) return decoded.output;
      logger.warn("A note of an absence could not be read and is left out");
      return null;
    },
    write(entry) {
      isEmpty = false;
      store.set(key, entry);
    },
    clear() {
      if (isEmpty) return;
      isEmpty = true;
      store.delete(key);
    },
  };
}
