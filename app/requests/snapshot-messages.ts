import type { SnapshotMessage } from "../contract/requests.ts";
import type { Snapshot } from "../contract/snapshot.ts";
import type { Clock } from "../platform/ports.ts";

export interface SnapshotMessages {
  /** For a page that asks: with everything. */
  whole(snapshot: Snapshot): SnapshotMessage;
  /** For a page that has heard the ones before: with the list of projects only where it is another one. */
  news(snapshot: Snapshot): SnapshotMessage;
}

/** To be given every snapshot in turn, so that it is known since when a list of projects holds. */
export function createSnapshotMessages(clock: Pick<Clock, "monotonicNow">): SnapshotMessages {
  let known: Snapshot["projects"] | null = null;
  let since = 0;

  function message({ projects, ...snapshot }: Snapshot, isWhole: boolean): SnapshotMessage {
    if (projects !== known) {
      known = projects;
      since = snapshot.revision;
    }
    const sent = isWhole || since === snapshot.revision ? projects : null;
    return { snapshot, projects: sent, projectsSince: since, monotonicNow: clock.monotonicNow() };
  }

  return {
    whole: (snapshot) => message(snapshot, true),
    news: (snapshot) => message(snapshot, false),
  };
}
