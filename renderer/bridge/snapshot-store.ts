import type { Bridge, SnapshotMessage } from "../../app/contract/requests.ts";
import type { Snapshot } from "../../app/contract/snapshot.ts";
import type { Project } from "../../app/model/project.ts";

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
 * so no change falls between the two. Asks again where a push refers to a list of projects that is not here.
 */
export function createSnapshotStore(
  bridge: Pick<Bridge, "getSnapshot" | "onSnapshot">,
  localNow: () => number = () => performance.now(),
): SnapshotStore {
  const listeners = new Set<() => void>();
  let snapshot: Snapshot | null = null;
  let projectsSince: number | null = null;
  let clockOffset: number | null = null;
  let asking = false;
  /** The newest revision of which the list of projects was not known, and which is therefore not shown. */
  let missed = -1;

  function receive(message: SnapshotMessage): void {
    clockOffset = nextClockOffset(clockOffset, message.monotonicNow - localNow());
    const { revision } = message.snapshot;
    if (snapshot !== null && revision <= snapshot.revision) return;
    const known = snapshot?.projects ?? [];
    if (message.projects === null && message.projectsSince !== projectsSince) {
      missed = Math.max(missed, revision);
      return ask();
    }
    const projects = message.projects === null ? known : keptProjects(message.projects, known);
    projectsSince = message.projectsSince;
    snapshot = { ...message.snapshot, projects };
    for (const listener of listeners) listener();
  }

  function ask(): void {
    if (asking) return;
    asking = true;
    bridge.getSnapshot().then(
      (whole) => {
        asking = false;
        receive(whole);
        // What was pushed meanwhile may be newer than the answer.
        if (missed > (snapshot?.revision ?? -1)) ask();
      },
      // A refusal needs no answer here: the subscription stays, and the next push asks again.
      () => (asking = false),
    );
  }

  const unsubscribe = bridge.onSnapshot(receive);
  ask();

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
 * A list that was read once more says the same most often. The one that is known already is then kept, and with it what
 * is built from it, such as the index of thousands of names.
 */
function keptProjects(next: readonly Project[], known: readonly Project[]): readonly Project[] {
  const same = next.length === known.length && next.every((project, view) => isSame(project, known[view]));
  return same ? known : next;
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
