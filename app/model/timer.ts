import type { Project } from "./project.ts";

/**
 * `pending`: no time elapsed yet. `unknown`: a state this version has never heard of, shown like a paused
 * timer and never guessed at.
 */
export type TimerState = "running" | "paused" | "pending" | "stopped" | "unknown";

/**
 * A point from which a clock derives: the server said `seconds` and we heard it at `monotonicAt`.
 * Nothing on screen increments; every surface computes from this.
 */
export interface Anchor {
  readonly seconds: number;
  /** Main process's monotonic clock in milliseconds, at the moment the answer arrived. */
  readonly monotonicAt: number;
}

/** How we came to know a timer's present state. */
export type Provenance = "push" | "reconcile" | "own-action" | "inferred";

/** A timer as every surface shows it. One exists per project at a time, so the project's id says which is meant. */
export interface Timer {
  /** The account's own: another timer of the same project, once this one is logged or discarded, has another. */
  readonly id: number;
  readonly projectId: number;
  readonly project: Project;
  readonly state: TimerState;
  readonly anchor: Anchor;
  /** The day its time will be logged on, `YYYY-MM-DD`; null when the server left it blank. */
  readonly date: string | null;
  readonly description: string;
  readonly provenance: Provenance;
}

export function isRunning(timer: Timer): boolean {
  return timer.state === "running";
}

/** True for timers that hold time and can be resumed. */
export function isPaused(timer: Timer): boolean {
  return timer.state === "paused" || timer.state === "pending" || timer.state === "unknown";
}
