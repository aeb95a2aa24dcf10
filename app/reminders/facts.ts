import { accountViews, type AccountView, runningTimer, type Snapshot } from "../contract/snapshot.ts";
import type { Timer } from "../model/timer.ts";

/** What reminders are decided from, as it is at present. */
export interface ReminderFacts {
  /** All accounts tell their timers: a link that is stale says nothing about them. */
  readonly isKnown: boolean;
  readonly running: Timer | null;
  readonly timers: readonly Timer[];
  /** How long ago a key or the pointer was used here; null where nothing tells. */
  readonly secondsSinceInput: number | null;
  /** Something else waits for an answer, or the person is in the window already. */
  readonly isHeldBack: boolean;
}

export function reminderFacts(
  snapshot: Snapshot,
  secondsSinceInput: () => number | null,
  isInWindow: boolean,
): ReminderFacts {
  const views = accountViews(snapshot);
  const isKnown = views.every(isHeard);
  const waits = views.some(({ question, absence, transfer }) => question ?? absence ?? transfer);
  return {
    isKnown,
    running: views.map(runningTimer).find((timer) => timer !== undefined) ?? null,
    timers: views.flatMap(({ timers }) => timers),
    secondsSinceInput: isKnown ? secondsSinceInput() : null,
    isHeldBack: waits || snapshot.programQuestion !== null || isInWindow,
  };
}

function isHeard({ account, link, timersKnown }: AccountView): boolean {
  return account.kind === "signed-in" && timersKnown && (link.state === "live" || link.state === "polling");
}
