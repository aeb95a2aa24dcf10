import { useMemo, useState } from "react";
import { createProjectIndex, type ProjectUsage } from "../../app/search/search.ts";
import type { Project } from "../../app/model/project.ts";
import type { Timer } from "../../app/model/timer.ts";
import { projectSections } from "./project-sections.ts";
import { foundRows, indexOfActive, rowsInSections, type SwitcherRow, wrap } from "./switcher-rows.ts";
import { drawnMore, initialState, isSearch, withText } from "./switcher-state.ts";
import { useAllProjects } from "./use-all-projects.ts";
import { useSearchWarmUp, warmUpQueries } from "./use-search-warm-up.ts";

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

export function useSwitcher({ projects, timers, favourites, recent, called }: SwitcherOptions): Switcher {
  const [state, setState] = useState(initialState);
  const { text, query, limits } = state;
  const searching = isSearch(text);
  const entered = state.browsing || called;
  const open = searching || entered;

  const everything = useAllProjects(projects, timers);
  const index = useMemo(() => createProjectIndex(everything), [everything]);
  useSearchWarmUp(index, () =>
    setState((previous) => (previous.query === "" ? { ...previous, query: warmUpQueries[0] } : previous)),
  );
  const usage = useMemo((): ProjectUsage => ({ timers, favourites, recent }), [timers, favourites, recent]);
  const sections = useMemo(() => projectSections(everything, usage), [everything, usage]);
  const inSections = useMemo(
    () => rowsInSections(sections, entered, limits.sections),
    [sections, entered, limits.sections],
  );
  const found = useMemo(() => foundRows(index, query, usage, limits.found), [index, query, usage, limits.found]);
  const { rows, total } = searching ? found : inSections;
  const active = open ? indexOfActive(rows, state) : -1;

  // Compared here and not with every letter: only a change from outside moves rows beneath the highlight.
  const [source, setSource] = useState({ index, usage, sections });
  if (source.index !== index || source.usage !== usage || source.sections !== sections) {
    setSource({ index, usage, sections });
    const before = searching
      ? foundRows(source.index, query, source.usage, limits.found)
      : rowsInSections(source.sections, entered, limits.sections);
    const activeIndex = indexOfActive(before.rows, state);
    const activeId = open ? (before.rows[activeIndex]?.project.id ?? null) : null;
    setState((previous) => ({ ...previous, active: Math.max(0, activeIndex), activeId }));
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
