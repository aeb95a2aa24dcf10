import { useEffect, useMemo, useState } from "react";
import {
  createProjectIndex,
  noUsage,
  type ProjectIndex,
  type ProjectMatch,
  type ProjectUsage,
} from "../../app/model/search.ts";
import type { Project } from "../../app/model/project.ts";
import type { Timer } from "../../app/model/timer.ts";
import { type ProjectSection, projectSections, type SectionKind } from "../project-sections.ts";

export interface SwitcherRow extends ProjectMatch {
  /** Null among search results, which are ranked and not sorted into sections. */
  readonly section: SectionKind | null;
}

/**
 * The list beneath the switcher's field.
 * - closed: nothing typed; projects without a timer (those with one stand in their own lists above)
 * - open: typed, entered with an arrow key, or called for; every project, those with a timer first
 */
export interface Switcher {
  readonly text: string;
  readonly open: boolean;
  readonly rows: readonly SwitcherRow[];
  /** How many more there are than are drawn. */
  readonly hiddenCount: number;
  /** Which row Enter starts; -1 for none. */
  readonly active: number;
  readonly setText: (text: string) => void;
  readonly move: (step: 1 | -1) => void;
  /** Draws more rows. */
  readonly grow: () => void;
  readonly close: () => void;
}

interface SwitcherOptions {
  readonly projects: readonly Project[];
  readonly timers: readonly Timer[];
  readonly favourites: readonly number[];
  readonly recent: readonly number[];
  /** Called for by a shortcut: open although nothing is typed. */
  readonly called: boolean;
}

/** Rows are drawn as they are scrolled or walked to, since drawing thousands takes longer than typing. */
const drawnMore = 24;
/** Of the stylesheet's rows: the least that one with a name takes, and one with a name and a line about its timer. */
const rowHeights = { sections: 38, found: 46 } as const;

interface SwitcherState {
  readonly text: string;
  readonly browsing: boolean;
  readonly active: number;
  /** How many rows are drawn. */
  readonly limit: number;
}

function stateWith(text: string, browsing = false): SwitcherState {
  return { text, browsing, active: 0, limit: screenful(text.trim() === "" ? "sections" : "found") };
}

/** As many rows as fill the window, and some more for whoever begins to scroll. */
function screenful(kind: keyof typeof rowHeights): number {
  return Math.ceil(innerHeight / rowHeights[kind]) + 3;
}

export function useSwitcher({ projects, timers, favourites, recent, called }: SwitcherOptions): Switcher {
  const [state, setState] = useState(() => stateWith(""));
  const { text, limit } = state;
  const open = text.trim() !== "" || state.browsing || called;

  const everything = useEverything(projects, timers);
  const index = useMemo(() => createProjectIndex(everything), [everything]);
  useRehearsal(index);
  const usage = useMemo((): ProjectUsage => ({ timers, favourites, recent }), [timers, favourites, recent]);
  const sections = useMemo(() => projectSections(everything, usage), [everything, usage]);
  const { rows, total } = useMemo(() => {
    if (text.trim() === "") return sectionRows(sections, open, limit);
    const found = index.search(text, usage, limit);
    return { rows: found.matches.map((match) => ({ ...match, section: null })), total: found.total };
  }, [sections, index, usage, text, open, limit]);

  const grow = (): void => {
    if (total > limit) setState((previous) => ({ ...previous, limit: limit + drawnMore }));
  };
  return {
    text,
    open,
    rows,
    hiddenCount: total - rows.length,
    active: open ? Math.min(state.active, rows.length - 1) : -1,
    setText: (typed) => setState(stateWith(typed)),
    move: (step) => {
      if (!open) return setState(stateWith("", true));
      const next = Math.min(state.active, rows.length - 1) + step;
      if (next >= rows.length && total > rows.length) grow();
      setState((previous) => ({
        ...previous,
        active: total > rows.length ? Math.max(0, next) : wrap(next, rows.length),
      }));
    },
    grow,
    close: () => setState(stateWith("")),
  };
}

/**
 * Searches a little while nobody waits for it: the first letter would otherwise wait for code that was never run to be
 * compiled, which takes ten times as long as to run it.
 */
function useRehearsal(index: ProjectIndex): void {
  useEffect(() => {
    const rehearsal = requestIdleCallback(() => {
      for (const query of ["e", "n", "en", "e n"]) index.search(query, noUsage, drawnMore);
    });
    return () => cancelIdleCallback(rehearsal);
  }, [index]);
}

/** Projects with a timer may be missing among those that can be started: switched off since, or not read yet. */
function useEverything(projects: readonly Project[], timers: readonly Timer[]): readonly Project[] {
  const known = useMemo(() => new Set(projects.map(({ id }) => id)), [projects]);
  const missing = timers.map(({ project }) => project).filter(({ id }) => !known.has(id));
  // Timers are new values with every snapshot; the index of thousands is made anew only for other projects.
  const [kept, setKept] = useState(missing);
  if (!sameProjects(kept, missing)) setKept(missing);
  return useMemo(() => (kept.length === 0 ? projects : [...kept, ...projects]), [projects, kept]);
}

function sameProjects(one: readonly Project[], other: readonly Project[]): boolean {
  return (
    one.length === other.length &&
    one.every(({ id, name }, place) => id === other[place]?.id && name === other[place]?.name)
  );
}

function sectionRows(
  all: readonly ProjectSection[],
  open: boolean,
  limit: number,
): { readonly rows: readonly SwitcherRow[]; readonly total: number } {
  const sections = all.filter(({ kind }) => open || (kind !== "paused" && kind !== "running"));
  const total = sections.reduce((sum, section) => sum + section.projects.length, 0);
  const rows: SwitcherRow[] = [];
  for (const section of sections) {
    for (const project of section.projects.slice(0, limit - rows.length)) {
      rows.push({ project, hits: [], section: section.kind });
    }
  }
  return { rows, total };
}

function wrap(position: number, length: number): number {
  return length === 0 ? -1 : (position + length) % length;
}
