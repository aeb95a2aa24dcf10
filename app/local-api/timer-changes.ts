/** What of an account is different between two snapshots, for those who watch it, and how timers came to be. */
import type { AccountView } from "../contract/snapshot.ts";
import { assertNever } from "../model/assert-never.ts";
import type { Timer } from "../model/timer.ts";
import type { watchedEvents } from "./local-requests.ts";
import type { ChangedBy } from "./protocol.ts";

export type WatchedEvent = (typeof watchedEvents)[number];

/** In milliseconds. A timer that ends this soon after a broadcast was announced by it: its absence bears no note of how. */
const announcedWithin = 10_000;

/** What is different, in a fixed order. */
export function changesOf(before: AccountView, after: AccountView): readonly WatchedEvent[] {
  if (before === after) return [];
  const isChanged: Readonly<Record<WatchedEvent, boolean>> = {
    timers: timersChanged(before, after),
    link: before.link.state !== after.link.state || before.link.reason !== after.link.reason,
    absence:
      before.absence?.from !== after.absence?.from ||
      before.absence?.kind !== after.absence?.kind ||
      (before.question === null) !== (after.question === null),
    today: differ(before.today, after.today),
  };
  const names: readonly WatchedEvent[] = ["timers", "link", "absence", "today"];
  return names.filter((name) => isChanged[name]);
}

/** Whether a decision that rests on the timers before rests on those after as well. */
export function timersChanged(before: AccountView, after: AccountView): boolean {
  if (before.id !== after.id || before.timersKnown !== after.timersKnown) return true;
  if (before.account !== after.account && differ(before.account, after.account)) return true;
  if (before.undo !== after.undo && differ(before.undo, after.undo)) return true;
  return before.timers !== after.timers && differ(before.timers.map(shownOf), after.timers.map(shownOf));
}

/** `byProgram`: whether a program's verb on that project is under way. */
export function changedBy(
  before: AccountView,
  after: AccountView,
  byProgram: (projectId: number) => boolean,
  now: number,
): ChangedBy {
  const changed = after.timers.filter((timer) => {
    const old = before.timers.find(({ projectId }) => projectId === timer.projectId);
    return old === undefined || differ(shownOf(old), shownOf(timer));
  });
  const gone = before.timers.filter(
    ({ id, projectId }) => !after.timers.some((timer) => timer.projectId === projectId && timer.id === id),
  );
  const touched = [...changed, ...gone];
  if (touched.some(({ projectId }) => byProgram(projectId))) return "program";
  const ours = new Set([...before.pending, ...after.pending].map(({ projectId }) => projectId));
  if (touched.some(({ projectId }) => ours.has(projectId))) return "own";
  // What was inferred follows from another one, which comes first where there is one.
  const told = changed.find(({ provenance }) => provenance !== "inferred") ?? changed[0];
  if (told !== undefined) return byProvenance(told);
  const { lastBroadcastAt } = after.link;
  if (gone.length === 0) return "own";
  return lastBroadcastAt !== null && now - lastBroadcastAt < announcedWithin ? "broadcast" : "reconcile";
}

function byProvenance({ provenance }: Timer): ChangedBy {
  switch (provenance) {
    case "push":
      return "broadcast";
    case "own-action":
      return "own";
    case "reconcile":
    case "inferred":
      return "reconcile";
    default:
      return assertNever(provenance, "provenance");
  }
}

/** All that is told of a timer, and so not how it became known. */
function shownOf({ id, project, state, anchor, date, description }: Timer): readonly unknown[] {
  return [id, project, state, anchor, date, description];
}

/** Plain data of a fixed order. */
function differ(one: unknown, other: unknown): boolean {
  return one !== other && JSON.stringify(one) !== JSON.stringify(other);
}
