import type { MirroredTimer, MirrorState } from "./reducer.ts";

const shownAtMost = 12;

/** Projects in the order in which they were last worked on: by their timers, then by what was logged. */
export class RecentProjects {
  #touched: readonly number[] = [];
  #touchedAt: ReadonlyMap<number, number> = new Map();
  #logged: readonly number[] = [];

  /** The latest first. */
  list(): readonly number[] {
    return [...new Set([...this.#touched, ...this.#logged])].slice(0, shownAtMost);
  }

  noteMirror(state: MirrorState): void {
    const moved = [...state.timers.values()]
      .filter((timer) => this.#touchedAt.get(timer.resource.project.id) !== timer.touchedAt)
      .toSorted(latestFirst)
      .map((timer) => timer.resource.project.id);
    if (moved.length > 0) this.#touched = [...moved, ...this.#touched.filter((id) => !moved.includes(id))];
    this.#touchedAt = new Map([...state.timers].map(([projectId, timer]) => [projectId, timer.touchedAt]));
  }

  /** The latest first. */
  noteLogged(projectIds: readonly number[]): void {
    this.#logged = projectIds;
  }
}

/** A start pauses what ran in the same instant: the started one is the later. */
function latestFirst(one: MirroredTimer, other: MirroredTimer): number {
  if (one.touchedAt !== other.touchedAt) return other.touchedAt - one.touchedAt;
  return Number(other.state === "running") - Number(one.state === "running");
}
