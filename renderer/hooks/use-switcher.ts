import { useMemo, useState } from "react";
import { isRunning, type Timer } from "../../app/model/timer.ts";
import type { Project } from "../../app/model/project.ts";
import { buildProjectIndex, type ProjectMatch, searchProjects } from "../project-search.ts";

/**
 * The list beneath the filter field.
 * - closed: nothing typed; projects without a timer (those with one stand in their own list above)
 * - open: typed, or entered with an arrow key; every project, those with a timer first
 */
export interface Switcher {
  readonly text: string;
  readonly open: boolean;
  readonly matches: readonly ProjectMatch[];
  /** How many more match than are drawn. */
  readonly hiddenCount: number;
  /** Which match Enter starts; -1 for none. */
  readonly active: number;
  readonly setText: (text: string) => void;
  readonly move: (step: 1 | -1) => void;
  readonly close: () => void;
}

/** More rows than anyone reads; typing two letters is faster than scrolling past them. */
const drawnAtMost = 60;

export function useSwitcher(projects: readonly Project[], timers: readonly Timer[]): Switcher {
  const [state, setState] = useState({ text: "", browsing: false, active: -1 });
  const open = state.text.trim() !== "" || state.browsing;

  const index = useMemo(() => {
    const candidates = open ? everyProject(projects, timers) : projectsWithoutTimer(projects, timers);
    return buildProjectIndex(candidates);
  }, [projects, timers, open]);
  const found = useMemo(() => searchProjects(index, state.text), [index, state.text]);

  const matches = found.slice(0, drawnAtMost);
  return {
    text: state.text,
    open,
    matches,
    hiddenCount: found.length - matches.length,
    active: open ? Math.min(state.active, matches.length - 1) : -1,
    setText: (text) => setState({ text, browsing: false, active: 0 }),
    move: (step) =>
      setState((previous) =>
        open
          ? { ...previous, active: wrap(previous.active + step, matches.length) }
          : { ...previous, browsing: true, active: 0 },
      ),
    close: () => setState({ text: "", browsing: false, active: -1 }),
  };
}

function wrap(position: number, length: number): number {
  return length === 0 ? -1 : (position + length) % length;
}

function projectsWithoutTimer(projects: readonly Project[], timers: readonly Timer[]): readonly Project[] {
  const taken = new Set(timers.map((timer) => timer.projectId));
  return projects.filter((project) => !taken.has(project.id));
}

/** Recently used first; the running one last, since starting it changes nothing. */
function everyProject(projects: readonly Project[], timers: readonly Timer[]): readonly Project[] {
  const waiting = timers.filter((timer) => !isRunning(timer)).map((timer) => timer.project);
  const running = timers.filter(isRunning).map((timer) => timer.project);
  return [...waiting, ...projectsWithoutTimer(projects, timers), ...running];
}
