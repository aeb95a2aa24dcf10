import type { Project } from "./project.ts";

/** Names that several projects of a list have. A list is never changed, so each is gone through once. */
const doubled = new WeakMap<readonly Project[], ReadonlySet<string>>();

/** How a project is called among `projects`: with its group where another one has the same name. */
export function projectName(project: Project, projects: readonly Project[]): string {
  const group = shownGroup(project, projects);
  return group === null ? project.name : `${project.name} · ${group}`;
}

/** The group that tells a project from others of its name; null where there are none, or it has no group. */
export function shownGroup(project: Project, projects: readonly Project[]): string | null {
  if (!doubledNames(projects).has(project.name.toLowerCase())) return null;
  // The short form of a project, as in a timer, does not tell its group.
  return project.group ?? projects.find(({ id }) => id === project.id)?.group ?? null;
}

/** Whether any name is had by several of `projects`. */
export function hasDoubledNames(projects: readonly Project[]): boolean {
  return doubledNames(projects).size > 0;
}

function doubledNames(projects: readonly Project[]): ReadonlySet<string> {
  const known = doubled.get(projects);
  if (known !== undefined) return known;
  const seen = new Set<string>();
  const found = new Set<string>();
  for (const { name } of projects) {
    const key = name.toLowerCase();
    if (seen.has(key)) found.add(key);
    seen.add(key);
  }
  doubled.set(projects, found);
  return found;
}
