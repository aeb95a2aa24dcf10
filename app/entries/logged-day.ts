import type { LoggedDay } from "../contract/snapshot.ts";
import type { Project } from "../model/project.ts";
import type { NokoEntry } from "../noko/resources.ts";
import { toProject } from "../mirror/view.ts";

/** The entries of one day, added up by project. */
export function loggedDayOf(date: string, entries: readonly NokoEntry[]): Omit<LoggedDay, "endsAt"> {
  const sums = new Map<number | null, { readonly project: Project | null; readonly minutes: number }>();
  for (const { project, minutes } of entries.filter((entry) => entry.date === date)) {
    const key = project?.id ?? null;
    const sum = sums.get(key) ?? { project: project === null ? null : toProject(project), minutes: 0 };
    sums.set(key, { ...sum, minutes: sum.minutes + minutes });
  }
  return { date, minutes: [...sums.values()].toSorted((one, other) => other.minutes - one.minutes) };
}

/** Their projects, the last one first. */
export function projectsOf(entries: readonly NokoEntry[]): readonly number[] {
  const byTime = entries.toSorted((one, other) => other.date.localeCompare(one.date) || other.id - one.id);
  return [...new Set(byTime.flatMap((entry) => entry.project?.id ?? []))];
}
