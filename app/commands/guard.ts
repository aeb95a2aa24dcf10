/** A verb that takes something away looks at its timer first: is it still as the person saw it when they decided? */
import type { SeenTimer } from "../contract/command.ts";
import type { ChangedElsewhere } from "../contract/snapshot.ts";
import type { Exchanged } from "../noko/api.ts";
import type { NokoTimer } from "../noko/resources.ts";
import type { MirrorKeeper } from "../mirror/mirror-sync.ts";

export type GuardedCommand = ChangedElsewhere["command"];

/** A running clock on screen may be off by an answer's travel and the seconds cut, on either side. */
const clockTolerance = 5;

/** `seenAt`: when the person decided, on the monotonic clock of `exchanged`. */
export function isAsSeen(seen: SeenTimer, seenAt: number, timer: NokoTimer, exchanged: Exchanged): boolean {
  if (timer.id !== seen.id || timer.state !== seen.state || descriptionOf(timer) !== seen.description) return false;
  if (timer.state !== "running") return Math.floor(timer.seconds) === seen.seconds;
  const shownAt = (instant: number): number => seen.seconds + (instant - seenAt) / 1000;
  return (
    timer.seconds >= shownAt(exchanged.requestedAt) - clockTolerance &&
    timer.seconds <= shownAt(exchanged.receivedAt) + clockTolerance
  );
}

/** Whether `description` takes no words away that the person has not seen: what is there already is overwritten by nothing. */
export function mayDescribe(seen: SeenTimer, description: string, timer: NokoTimer): boolean {
  return timer.id === seen.id && [seen.description, description].includes(descriptionOf(timer));
}

/** The timer as the account has it now, with when that was asked. */
export interface CheckedTimer extends Exchanged {
  readonly timer: NokoTimer;
}

/** Null where the timer is gone or not as seen. Throws `ApiError` where the account can't be asked. */
export async function lookFirst(
  command: GuardedCommand,
  seen: SeenTimer,
  seenAt: number,
  mirror: Pick<MirrorKeeper, "look">,
): Promise<CheckedTimer | null> {
  const answer = await mirror.look(command.projectId);
  const { value: timer, requestedAt, receivedAt } = answer;
  if (timer === null) return null;
  const mayGoAhead =
    command.kind === "describe"
      ? mayDescribe(seen, command.description, timer)
      : isAsSeen(seen, seenAt, timer, { requestedAt, receivedAt });
  return mayGoAhead ? { timer, requestedAt, receivedAt } : null;
}

function descriptionOf({ description }: NokoTimer): string {
  return description ?? "";
}
