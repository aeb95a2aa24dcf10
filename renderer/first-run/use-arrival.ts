import { useState } from "react";
import { type Snapshot, runningTimer } from "../../app/contract/snapshot.ts";
import { type Timer } from "../../app/model/timer.ts";

/** Something that was done on another device has shown up here. */
export interface Arrival {
  /** The timer that it started; null when it did something else. */
  readonly running: Timer | null;
}

/**
 * Waits for the first change from elsewhere. A broadcast is one for certain; where none can come, a timer that
 * starts to run without having been started here is one as well.
 */
export function useArrival(snapshot: Snapshot): Arrival | null {
  const { link, timers } = snapshot;
  const running = runningTimer({ timers }) ?? null;
  const [start] = useState(link.lastBroadcastAt);
  const [runningBefore, setRunningBefore] = useState<{ readonly projectId: number | null } | null>(null);
  // What runs is known once the account was read: what a first reading brings has not arrived just now.
  const read = link.state === "polling" || link.state === "live";
  if (runningBefore === null && read) setRunningBefore({ projectId: running?.projectId ?? null });

  if (link.lastBroadcastAt !== null && link.lastBroadcastAt !== start) return { running };
  if (link.state !== "polling" || runningBefore === null || running === null) return null;
  const startedElsewhere = running.projectId !== runningBefore.projectId && running.provenance === "reconcile";
  return startedElsewhere ? { running } : null;
}
