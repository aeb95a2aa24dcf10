/** A verb that takes something away fetches its timer first: is it still as the person saw it when they decided? */
import type { ExpectedTimer, GuardedCommand } from "../contract/command.ts";
import type { Exchanged } from "../noko/api.ts";
import type { NokoTimer } from "../noko/resources.ts";
import type { MirrorSync } from "../mirror/mirror-sync.ts";

/** A running clock on screen may be off by an answer's travel and the seconds cut, on either side. */
const clockTolerance = 5;

/** `seenAt`: when the person decided, on the monotonic clock of `exchanged`. */
export function isAsExpected(
  expected: ExpectedTimer,
  decidedAt: number,
  timer: NokoTimer,
  exchanged: Exchanged,
): boolean {
  const isSame = timer.id === expected.id && timer.state === expected.state;
  if (!isSame || descriptionOf(timer) !== expected.description) return false;
  if (timer.state !== "running") return Math.floor(timer.seconds) === expected.seconds;
  const shownAt = (instant: number): number => expected.seconds + (instant - decidedAt) / 1000;
  return (
    timer.seconds >= shownAt(exchanged.requestedAt) - clockTolerance &&
    timer.seconds <= shownAt(exchanged.receivedAt) + clockTolerance
  );
}

/** Whether `description` takes no words away that the person has not seen: what is there already is overwritten by nothing. */
export function mayDescribe(expected: ExpectedTimer, description: string, timer: NokoTimer): boolean {
  return timer.id === expected.id && [expected.description, description].includes(descriptionOf(timer));
}

/** The timer as the account has it now, with when that was asked. */
export interface CheckedTimer extends Exchanged {
  readonly timer: NokoTimer;
}

/** Null where the timer is gone or not as seen. Throws `ApiError` where the account can't be asked. */
export async function fetchFirst(
  command: GuardedCommand,
  expected: ExpectedTimer,
  decidedAt: number,
  mirror: Pick<MirrorSync, "fetchTimer">,
): Promise<CheckedTimer | null> {
  const answer = await mirror.fetchTimer(command.projectId);
  const { value: timer, requestedAt, receivedAt } = answer;
  if (timer === null) return null;
  const mayGoAhead =
    command.kind === "describe"
      ? mayDescribe(expected, command.description, timer)
      : isAsExpected(expected, decidedAt, timer, { requestedAt, receivedAt });
  return mayGoAhead ? { timer, requestedAt, receivedAt } : null;
}

function descriptionOf({ description }: NokoTimer): string {
  return description ?? "";
}
