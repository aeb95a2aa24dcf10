import { useMemo, useState } from "react";
import { createProjectIndex, type ProjectMatch, type ProjectUsage } from "../../app/model/search.ts";
import type { Project } from "../../app/model/project.ts";
import type { Timer } from "../../app/model/timer.ts";
import { projectSections, type SectionKind } from "../project-sections.ts";

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

/** A screenful and some more: rows are drawn as they are scrolled or walked to, since drawing thousands takes longer than typing. */
const drawnAtOnce = 24;
const closed = { text: "", browsing: false, active: 0, limit: drawnAtOnce };

export function useSwitcher({ projects, timers, favourites, recent, called }: SwitcherOptions): Switcher {
  const [state, setState] = useState(closed);
  const { text, limit } = state;
  const open = text.trim() !== "" || state.browsing || called;

  const everything = useEverything(projects, timers);
  const index = useMemo(() => createProjectIndex(everything), [everything]);
  const usage = useMemo((): ProjectUsage => ({ timers, favourites, recent }), [timers, favourites, recent]);
  const { rows, total } = useMemo(() => {
    if (text.trim() === "") return sectionRows(everything, usage, open, limit);
    const found = index.search(text, usage, limit);
    return { rows: found.matches.map((match) => ({ ...match, section: null })), total: found.total };
  }, [everything, index, usage, text, open, limit]);

  const grow = (): void => {
    if (total > limit) setState((previous) => ({ ...previous, limit: limit + drawnAtOnce }));
  };
  return {
    text,
    open,
    rows,
    hiddenCount: total - rows.length,
    active: open ? Math.min(state.active, rows.length - 1) : -1,
    setText: (typed) => setState({ ...closed, text: typed }),
    move: (step) => {
      if (!open) return setState({ ...closed, browsing: true });
      const next = Math.min(state.active, rows.length - 1) + step;
      if (next >= rows.length && total > rows.length) grow();
      setState((previous) => ({
        ...previous,
        active: total > rows.length ? Math.max(0, next) : wrap(next, rows.length),
      }));
    },
    grow,
    close: () => setState(closed),
  };
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
  projects: readonly Project[],
  usage: ProjectUsage,
  open: boolean,
  limit: number,
): { readonly rows: readonly SwitcherRow[]; readonly total: number } {
  const sections = projectSections(projects, usage).filter(
    ({ kind }) => open || (kind !== "paused" && kind !== "running"),
  );
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
