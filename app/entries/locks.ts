import type { Problem } from "../contract/problem.ts";
import type { EntryLock } from "../contract/day.ts";
import type { NokoEntry } from "../noko/resources.ts";

/** Why the account lets nobody change an entry; null where it does. */
export function lockOf({
  approved,
  invoiced,
  project,
}: Pick<NokoEntry, "approved" | "invoiced" | "project">): EntryLock | null {
  if (approved) return "approved_and_locked";
  if (invoiced) return "invoiced";
  return project?.enabled === false ? "archived_project" : null;
}

/** The same as the account itself would say it. */
export function lockProblem(entry: Parameters<typeof lockOf>[0]): Problem | null {
  const lock = lockOf(entry);
  return lock === null ? null : { kind: "invalid", fields: [{ resource: "Entry", field: "base", code: lock }] };
}
