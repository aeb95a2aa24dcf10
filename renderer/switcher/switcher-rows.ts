import type { ProjectIndex, ProjectMatch, ProjectUsage } from "../../app/search/search.ts";
import type { ProjectSection, SectionKind } from "./project-sections.ts";
import type { SwitcherState } from "./switcher-state.ts";

export interface SwitcherRow extends ProjectMatch {
  /** Null among search results, which are ranked and not sorted into sections. */
  readonly section: SectionKind | null;
}

export interface Rows {
  readonly rows: readonly SwitcherRow[];
  readonly total: number;
}

/** The best matches of a query, at most `limit`. */
export function foundRows(index: ProjectIndex, query: string, usage: ProjectUsage, limit: number): Rows {
  if (query === "") return { rows: [], total: 0 };
  const { matches, total } = index.search(query, usage, limit);
  return { rows: matches.map(({ project, hits }) => ({ project, hits, section: null })), total };
}

/** `entered`: with those projects, too, that stand in lists of their own while nobody is in this one. */
export function rowsInSections(all: readonly ProjectSection[], entered: boolean, limit: number): Rows {
  const sections = all.filter(({ kind }) => entered || (kind !== "paused" && kind !== "running"));
  const total = sections.reduce((sum, section) => sum + section.projects.length, 0);
  const rows: SwitcherRow[] = [];
  for (const section of sections) {
    for (const project of section.projects.slice(0, limit - rows.length)) {
      rows.push({ project, hits: [], section: section.kind });
    }
  }
  return { rows, total };
}

/** Past the last row comes the first one. */
export function wrap(position: number, length: number): number {
  return length === 0 ? -1 : (position + length) % length;
}

/**
 * A timer that changes elsewhere moves the rows. The highlighted project stays highlighted wherever it went, because
 * the user may be about to press Enter.
 */
export function indexOfActive(
  rows: readonly SwitcherRow[],
  { active, activeId }: Pick<SwitcherState, "active" | "activeId">,
): number {
  const index = activeId === null ? -1 : rows.findIndex(({ project }) => project.id === activeId);
  return index === -1 ? Math.min(active, rows.length - 1) : index;
}
