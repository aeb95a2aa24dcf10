import type { LoggedDay } from "../contract/snapshot.ts";
import type { Project } from "../model/project.ts";
import type { NokoEntry } from "../noko/resources.ts";
import { toProject } from "../mirror/view.ts";
import type { AwaitedEntry } from "./awaited-entries.ts";

/** What is logged on one day, added up by project: the entries, and timers whose entries were not read yet. */
export function loggedDayOf(
  date: string,
  entries: readonly NokoEntry[],
  awaited: readonly AwaitedEntry[] = [],
): Omit<LoggedDay, "endsAt"> {
  const sums = new Map<number | null, { readonly project: Project | null; readonly minutes: number }>();
  const read = entries.map((entry) => ({
    ...entry,
    project: entry.project === null ? null : toProject(entry.project),
  }));
  for (const { project, minutes } of [...read, ...awaited].filter((part) => part.date === date)) {
    const key = project?.id ?? null;
    const sum = sums.get(key) ?? { project, minutes: 0 };
    sums.set(key, { ...sum, minutes: sum.minutes + minutes });
  }
  return { date, minutes: [...sums.values()].toSorted((one, other) => other.minutes - one.minutes) };
}

/** The projects of entries, the last one first. */
export function projectsOf(entries: readonly NokoEntry[]): readonly number[] {
  const byTime = entries.toSorted((one, other) => other.date.localeCompare(one.date) || other.id - one.id);
  return [...new Set(byTime.flatMap((entry) => entry.project?.id ?? []))];
}
