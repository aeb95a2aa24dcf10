import type { Project } from "../model/project.ts";
import type { Problem } from "./problem.ts";

/** A time entry as it lies in the account. */
export interface LoggedEntry {
  readonly id: number;
  /** `YYYY-MM-DD`. */
  readonly date: string;
  readonly minutes: number;
  readonly description: string;
  readonly project: Project | null;
}

export type EntriesResult =
  | { readonly kind: "listed"; readonly entries: readonly LoggedEntry[] }
  | { readonly kind: "failed"; readonly problem: Problem };

/** An entry that is made without a timer. */
export interface NewEntry {
  readonly projectId: number;
  readonly date: string;
  readonly minutes: number;
  readonly description: string;
}

/** `inDoubt`: it may have been made all the same. */
export type NewEntryResult =
  | { readonly kind: "made"; readonly entry: LoggedEntry }
  | { readonly kind: "failed"; readonly problem: Problem; readonly inDoubt: boolean };
