import type { Snapshot } from "../contract/snapshot.ts";
import { isRunning } from "../model/timer.ts";

/** From when the running timer's time counts. Where it had been paused, the pauses are taken out. */
export interface RunningSince {
  readonly projectId: number;
  readonly at: number;
}

/**
 * The server sends whole seconds and an answer takes its time, so each fetch of the same timer gives an instant
 * a second or two apart. What was said before stays within this margin, or a label at the edge of a minute
 * would change with every fetch.
 */
const marginMilliseconds = 20_000;

/** The instant from which the running timer counts, steady while only measuring differs; null when none runs. */
export function runningSince(
  previous: RunningSince | null,
  snapshot: Snapshot,
  monotonicNow: number,
  wallNow: number,
): RunningSince | null {
  const running = snapshot.timers.find(isRunning);
  if (running === undefined) return null;
  const elapsed = running.anchor.seconds * 1000 + Math.max(0, monotonicNow - running.anchor.monotonicAt);
  const at = wallNow - elapsed;
  const same = previous !== null && previous.projectId === running.projectId;
  return same && Math.abs(previous.at - at) <= marginMilliseconds ? previous : { projectId: running.projectId, at };
}
