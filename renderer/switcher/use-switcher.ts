import { useEffect, useEffectEvent, useMemo, useState } from "react";
import {
  createProjectIndex,
  noUsage,
  type ProjectIndex,
  type ProjectMatch,
  type ProjectUsage,
} from "../../app/search/search.ts";
import type { Project } from "../../app/model/project.ts";
import type { Timer } from "../../app/model/timer.ts";
import { type ProjectSection, projectSections, type SectionKind } from "./project-sections.ts";

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
  /** Something is typed, so that what was found is shown, and not the sections. */
  readonly searching: boolean;
  /** Those that are shown: `found` or `inSections`. */
  readonly rows: readonly SwitcherRow[];
  /**
   * Each list as it was shown last, or is now. The other one is kept as it was, so that the first letter and the last
   * one that is deleted change which list is seen, and nothing in them.
   */
  readonly inSections: readonly SwitcherRow[];
  readonly found: readonly SwitcherRow[];
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
  /** What was searched for last; empty before the first letter. */
  readonly query: string;
  readonly browsing: boolean;
  /** Which row Enter starts; and its project, where that stays highlighted although rows have moved. */
  readonly active: number;
  readonly activeId: number | null;
  /** How many rows are drawn of each list. */
  readonly limits: { readonly sections: number; readonly found: number };
}

const atFirst = (): SwitcherState => ({
  text: "",
  query: "",
  browsing: false,
  active: 0,
  activeId: null,
  limits: { sections: screenful("sections"), found: screenful("found") },
});

function isSearch(text: string): boolean {
  return text.trim() !== "";
}

/** Typed, deleted or left: from the beginning of the list that is then shown. */
function withText({ query, limits }: SwitcherState, text: string, browsing = false): SwitcherState {
  const shown = isSearch(text) ? "found" : "sections";
  return {
    text,
    query: isSearch(text) ? text : query,
    browsing,
    active: 0,
    activeId: null,
    limits: { ...limits, [shown]: screenful(shown) },
  };
}

/** As many rows as fill the window, and some more for whoever begins to scroll. */
function screenful(kind: keyof typeof rowHeights): number {
  return Math.ceil(innerHeight / rowHeights[kind]) + 3;
}

export function useSwitcher({ projects, timers, favourites, recent, called }: SwitcherOptions): Switcher {
  const [state, setState] = useState(atFirst);
  const { text, query, limits } = state;
  const searching = isSearch(text);
  const entered = state.browsing || called;
  const open = searching || entered;

  const everything = useEverything(projects, timers);
  const index = useMemo(() => createProjectIndex(everything), [everything]);
  useRehearsal(index, () =>
    setState((previous) => (previous.query === "" ? { ...previous, query: rehearsed[0] } : previous)),
  );
  const usage = useMemo((): ProjectUsage => ({ timers, favourites, recent }), [timers, favourites, recent]);
  const sections = useMemo(() => projectSections(everything, usage), [everything, usage]);
  const inSections = useMemo(
    () => sectionRows(sections, entered, limits.sections),
    [sections, entered, limits.sections],
  );
  const found = useMemo(() => foundRows(index, query, usage, limits.found), [index, query, usage, limits.found]);
  const { rows, total } = searching ? found : inSections;
  const active = open ? placeOfActive(rows, state) : -1;

  // Compared here and not with every letter: only a change from outside moves rows beneath the highlight.
  const [source, setSource] = useState({ index, usage, sections });
  if (source.index !== index || source.usage !== usage || source.sections !== sections) {
    setSource({ index, usage, sections });
    const before = searching
      ? foundRows(source.index, query, source.usage, limits.found)
      : sectionRows(source.sections, entered, limits.sections);
    const view = placeOfActive(before.rows, state);
    const activeId = open ? (before.rows[view]?.project.id ?? null) : null;
    setState((previous) => ({ ...previous, active: Math.max(0, view), activeId }));
  }

  const grow = (): void => {
    const shown = searching ? "found" : "sections";
    if (total <= limits[shown]) return;
    setState((previous) => ({ ...previous, limits: { ...limits, [shown]: limits[shown] + drawnMore } }));
  };
  return {
    text,
    open,
    searching,
    rows,
    inSections: inSections.rows,
    found: found.rows,
    hiddenCount: total - rows.length,
    active,
    setText: (typed) => setState((previous) => withText(previous, typed)),
    move: (step) => {
      if (!open) return setState((previous) => withText(previous, "", true));
      const next = active + step;
      if (next >= rows.length && total > rows.length) grow();
      setState((previous) => ({
        ...previous,
        active: total > rows.length ? Math.max(0, next) : wrap(next, rows.length),
        activeId: null,
      }));
    },
    grow,
    close: () => setState((previous) => withText(previous, "")),
  };
}

/**
 * A timer that changes elsewhere moves the rows. What is highlighted stays so, wherever it went: whoever is about to
 * press Enter has read its name.
 */
function placeOfActive(rows: readonly SwitcherRow[], { active, activeId }: SwitcherState): number {
  const view = activeId === null ? -1 : rows.findIndex(({ project }) => project.id === activeId);
  return view === -1 ? Math.min(active, rows.length - 1) : view;
}

/** What most projects have in their names, in most languages. */
const rehearsed = ["e", "n", "en", "e n"] as const;

/**
 * Searches a little while nobody waits for it, and draws what was found where nobody sees it: the first letter would
 * otherwise wait for code that was never run to be compiled, which takes ten times as long as to run it, and for rows
 * to be made.
 */
function useRehearsal(index: ProjectIndex, draw: () => void): void {
  const onRehearsed = useEffectEvent(draw);
  useEffect(() => {
    const rehearsal = requestIdleCallback(() => {
      for (const query of rehearsed) index.search(query, noUsage, drawnMore);
      onRehearsed();
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
    one.every(({ id, name }, view) => id === other[view]?.id && name === other[view]?.name)
  );
}

interface Rows {
  readonly rows: readonly SwitcherRow[];
  readonly total: number;
}

function foundRows(index: ProjectIndex, query: string, usage: ProjectUsage, limit: number): Rows {
  if (query === "") return { rows: [], total: 0 };
  const { matches, total } = index.search(query, usage, limit);
  return { rows: matches.map(({ project, hits }) => ({ project, hits, section: null })), total };
}

/** `entered`: with those projects, too, that stand in lists of their own while nobody is in this one. */
function sectionRows(all: readonly ProjectSection[], entered: boolean, limit: number): Rows {
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

function wrap(position: number, length: number): number {
  return length === 0 ? -1 : (position + length) % length;
}
