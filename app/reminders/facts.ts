import type { Snapshot } from "../contract/snapshot.ts";
import { runningTimer } from "../contract/snapshot.ts";
import type { Timer } from "../model/timer.ts";

/** What reminders are decided from, as it is at present. */
export interface ReminderFacts {
  /** The account tells its timers: a link that is stale says nothing about them. */
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
  const { account, link, timersKnown, timers, question, absence, transfer, programQuestion } = snapshot;
  const isKnown = account.kind === "signed-in" && timersKnown && (link.state === "live" || link.state === "polling");
  const waits = [question, absence, transfer, programQuestion].some((asked) => asked !== null);
  return {
    isKnown,
    running: runningTimer(snapshot) ?? null,
    timers,
    secondsSinceInput: isKnown ? secondsSinceInput() : null,
    isHeldBack: waits || isInWindow,
  };
}
