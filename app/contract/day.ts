import * as v from "valibot";
import type { Project } from "../model/project.ts";
import type { Problem } from "./problem.ts";

/** Why an entry can't be changed, by the account's own codes. */
export type EntryLock = "approved_and_locked" | "invoiced" | "archived_project";

/** A time entry as a client shows it. */
export interface DayEntry {
  readonly id: number;
  readonly date: string;
  readonly minutes: number;
  readonly description: string;
  readonly project: Project | null;
  /** Null where the account does not say. */
  readonly billable: boolean | null;
  readonly tags: readonly { readonly name: string; readonly billable: boolean }[];
  /** Null where it can be changed. */
  readonly lock: EntryLock | null;
}

/** The user's entries of some days, the newest day first. */
export type DaysResult =
  | { readonly kind: "read"; readonly entries: readonly DayEntry[] }
  | { readonly kind: "failed"; readonly problem: Problem };

const isoDate = v.pipe(v.string(), v.isoDate());

/** Days, inclusive. */
export const daysSchema = v.strictObject({ from: isoDate, to: isoDate });

export type Days = v.InferOutput<typeof daysSchema>;
