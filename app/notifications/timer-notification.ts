import { type Snapshot, runningTimer } from "../contract/snapshot.ts";
import type { Project } from "../model/project.ts";
import { type Timer } from "../model/timer.ts";

/** Something that happened to the running timer and was not done here. */
export interface TimerNotification {
  readonly kind: "started" | "paused" | "gone";
  readonly project: Project;
}

/**
 * The change between two snapshots that follow each other that is worth a notification. Nothing that was done on this
 * computer, and nothing that an account's first answer brings.
 */
export function timerNotification(before: Snapshot, after: Snapshot): TimerNotification | null {
  if (!isKnown(before) || !isKnown(after)) return null;
  const ran = runningTimer(before);
  const runs = runningTimer(after);
  if (ran?.projectId === runs?.projectId) return null;
  if (runs !== undefined) {
    return isFromElsewhere(runs, before, after) ? { kind: "started", project: runs.project } : null;
  }
  return ran === undefined ? null : endOf(ran, before, after);
}

function endOf(ran: Timer, before: Snapshot, after: Snapshot): TimerNotification | null {
  const now = after.timers.find(({ projectId }) => projectId === ran.projectId);
  if (now !== undefined) return isFromElsewhere(now, before, after) ? { kind: "paused", project: now.project } : null;
  return isOurs(ran.projectId, before, after) ? null : { kind: "gone", project: ran.project };
}

/** Signed in, and the account has answered at least once. */
function isKnown({ account, link }: Snapshot): boolean {
  return account.kind === "signed-in" && link.lastAnswerAt !== null;
}

function isFromElsewhere(timer: Timer, before: Snapshot, after: Snapshot): boolean {
  const heard = timer.provenance === "push" || timer.provenance === "reconcile";
  return heard && !isOurs(timer.projectId, before, after);
}

/** One of our verbs is at work on it, or a discard of ours is held. */
function isOurs(projectId: number, ...snapshots: readonly Snapshot[]): boolean {
  return snapshots.some(
    ({ pending, undo }) => pending.some((verb) => verb.projectId === projectId) || undo?.project?.id === projectId,
  );
}
