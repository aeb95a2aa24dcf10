/** Where an absence stands, and what of that is kept in the journal. Pure. */
import type { AbsenceReason } from "../contract/absence-reasons.ts";
import type { AbsenceRules } from "../contract/settings.ts";
import { assertNever } from "../model/assert-never.ts";
import type { Instant } from "../model/instant.ts";
import type { Absence } from "./absence.ts";
import type { JournalEntry } from "./absence-journal.ts";

export type AbsenceState =
  | { readonly kind: "none" }
  | { readonly kind: "left"; readonly absence: Absence; readonly reasons: ReadonlySet<AbsenceReason> }
  | { readonly kind: "returning"; readonly absence: Absence; readonly backAt: Instant }
  | { readonly kind: "paused"; readonly absence: Absence }
  /** `known`: the account has told since the start that it is so. */
  | { readonly kind: "open"; readonly absence: Absence; readonly seconds: number; readonly known: boolean };

export const noAbsence: AbsenceState = { kind: "none" };

/** What the journal holds of it; null where there is nothing that somebody has to answer for. */
export function entryOf(state: AbsenceState): JournalEntry | null {
  switch (state.kind) {
    case "none":
    case "paused":
      return null;
    case "left":
    case "returning":
      return { absence: state.absence, state: "left", seconds: 0 };
    case "open":
      return { absence: state.absence, state: "open", seconds: state.seconds };
    default:
      return assertNever(state, "absence");
  }
}

export interface Restart {
  /** Epoch milliseconds. */
  readonly bootedAt: number;
  readonly now: Instant;
  readonly rules: AbsenceRules;
}

/** Where it stands at the start of an app whose last life left this entry. */
export function stateAfter(entry: JournalEntry | null, { bootedAt, now, rules }: Restart): AbsenceState {
  if (entry === null) return noAbsence;
  const { absence, seconds } = entry;
  switch (entry.state) {
    case "left":
      return { kind: "returning", absence, backAt: now };
    case "running":
      // Ended by somebody while the computer went on: its timer is theirs to look after.
      if (bootedAt <= absence.leftAt || rules.shutdown === "keep") return noAbsence;
      return { kind: "returning", absence, backAt: now };
    case "open":
      return { kind: "open", absence, seconds, known: false };
    default:
      return assertNever(entry.state, "state of an absence");
  }
}
