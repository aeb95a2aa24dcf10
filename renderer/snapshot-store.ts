import type { Bridge, SnapshotMessage } from "../app/contract/ipc.ts";
import type { Snapshot } from "../app/contract/snapshot.ts";
import type { Project } from "../app/model/project.ts";

/** The newest snapshot, and the clock that its anchors refer to. */
export interface SnapshotStore {
  readonly subscribe: (listener: () => void) => () => void;
  /** Null until the first message. */
  readonly current: () => Snapshot | null;
  /** The main process's monotonic clock, read through our own. */
  readonly monotonicNow: () => number;
  readonly close: () => void;
}

/** A disagreement of the two clocks beyond this is not a slow message: one of them stood still. */
const clockJumpMilliseconds = 1000;

/**
 * Subscribes, then asks: an answer that was overtaken by a push carries the lower revision and is dropped,
 * so no change falls between the two.
 */
export function createSnapshotStore(
  bridge: Pick<Bridge, "getSnapshot" | "onSnapshot">,
  localNow: () => number = () => performance.now(),
): SnapshotStore {
  const listeners = new Set<() => void>();
  let snapshot: Snapshot | null = null;
  let clockOffset: number | null = null;

  function receive(message: SnapshotMessage): void {
    clockOffset = nextClockOffset(clockOffset, message.monotonicNow - localNow());
    if (snapshot !== null && message.snapshot.revision <= snapshot.revision) return;
    snapshot = withKeptProjects(message.snapshot, snapshot?.projects ?? []);
    for (const listener of listeners) listener();
  }

  const unsubscribe = bridge.onSnapshot(receive);
  // A refusal needs no answer here: the subscription stays, and the next push fills the window.
  bridge.getSnapshot().then(receive, () => undefined);

  return {
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    current: () => snapshot,
    monotonicNow: () => localNow() + (clockOffset ?? 0),
    close: unsubscribe,
  };
}

/**
 * A message can only arrive late, so the greatest offset heard is the most exact one. Taking each as it comes would
 * turn a slow message into a second that is shown twice.
 */
function nextClockOffset(known: number | null, heard: number): number {
  if (known === null || heard > known) return heard;
  return known - heard > clockJumpMilliseconds ? heard : known;
}

/**
 * A message is a copy, so every one brings its own list of projects. The list that is known already is kept where the
 * two say the same: what is built from it, such as the index of thousands of names, is then kept as well.
 */
function withKeptProjects(next: Snapshot, known: readonly Project[]): Snapshot {
  const same =
    next.projects.length === known.length && next.projects.every((project, place) => isSame(project, known[place]));
  return same ? { ...next, projects: known } : next;
}

function isSame(one: Project, other: Project | undefined): boolean {
  return (
    other !== undefined &&
    one.id === other.id &&
    one.name === other.name &&
    one.color === other.color &&
    one.billingIncrement === other.billingIncrement &&
    one.billable === other.billable &&
    one.enabled === other.enabled
  );
}
