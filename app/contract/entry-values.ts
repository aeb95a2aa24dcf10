import type { EntryValues } from "./command.ts";
import type { DayEntry } from "./day.ts";

/** All of an entry that a user may set, as it was shown: what a command that changes it expects. */
export function entryValues({ date, minutes, description, project }: DayEntry): EntryValues {
  return { date, minutes, description, projectId: project?.id ?? null };
}
