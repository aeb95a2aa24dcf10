/** What an absence from the computer means for the timer that ran when it began. Pure. */
import type { AbsenceReason } from "../contract/absence-reasons.ts";
import type { MirroredTimer } from "../mirror/reducer.ts";
import { elapsedSeconds } from "../model/elapsed.ts";
import type { Instant } from "../model/instant.ts";
import type { TimerState } from "../model/timer.ts";

/** A timer that ran when the computer was left. */
export interface Absence {
  readonly timerId: number;
  readonly projectId: number;
  readonly reason: AbsenceReason;
  /** When the computer was left, epoch milliseconds; the first time, where nobody has answered in between. */
  readonly from: number;
  /** When it was left for the last time, and the seconds on the timer then. */
  readonly leftAt: number;
  /** The same instant by the account's clock, which nobody sets between leaving and coming back; null while unknown. */
  readonly accountLeftAt: number | null;
  readonly secondsThen: number;
  /** Seconds of earlier absences that nobody has answered for. */
  readonly secondsBefore: number;
  /** A pause was sent, or was to be. */
  readonly meantToPause: boolean;
  /** Less than this, in seconds, is not asked about. */
  readonly askedFrom: number;
  /** The account's other timers when it was left for the last time, as `othersOf` tells them; null while unknown. */
  readonly others: string | null;
}

/** The timer as the account told it. */
export interface TimerHeard {
  readonly id: number;
  readonly state: TimerState;
  readonly seconds: number;
  /** When that was, epoch milliseconds by this computer's clock and by the account's; null while that is unknown. */
  readonly heardAt: number;
  readonly accountHeardAt: number | null;
}

export type Verdict =
  /** Nothing to say: too short, or somebody was at the timer elsewhere, so it was not left alone. */
  { readonly kind: "over" } | { readonly kind: "paused" } | { readonly kind: "ran-on"; readonly seconds: number };

/** Nobody wants to be asked about a coffee. The trackers that ask for idle time begin at five minutes, too. */
export const shortestAsked = 5 * 60;
/** Where a pause was wanted, less is worth taking away. */
const shortestMended = 60;
/** Answers travel, and the account tells its time in whole seconds. */
const clockTolerance = 60;

const over: Verdict = { kind: "over" };

export interface Leaving {
  readonly leftAt: Instant;
  readonly reason: AbsenceReason;
  readonly meantToPause: boolean;
  /** The account's clock minus ours in milliseconds; null while unknown. */
  readonly clockOffset: number | null;
  /** The timer that runs then. */
  readonly running: MirroredTimer;
  readonly others: string;
  /** Nobody was there for that long before it was noticed, in seconds: less is no absence. */
  readonly noticedAfter?: number;
}

/** Begins at that instant, with a timer that runs. */
export function absenceFrom(leaving: Leaving): Absence {
  const { leftAt, reason, meantToPause, clockOffset, running, others, noticedAfter = shortestAsked } = leaving;
  return {
    timerId: running.resource.id,
    projectId: running.resource.project.id,
    reason,
    from: leftAt.wall,
    leftAt: leftAt.wall,
    accountLeftAt: clockOffset === null ? null : leftAt.wall + clockOffset,
    secondsThen: elapsedSeconds(running, leftAt.monotonic),
    secondsBefore: 0,
    meantToPause,
    askedFrom: Math.min(shortestAsked, noticedAfter),
    others,
  };
}

/**
 * `sinceBack`: seconds from coming back to the answer. `timer`: null when the account has none any more. `others`: the
 * account's other timers, which only somebody at another device can have changed meanwhile.
 */
export function judgeAbsence(
  absence: Absence,
  timer: TimerHeard | null,
  sinceBack: number,
  others: string | null = null,
): Verdict {
  if (timer === null || timer.id !== absence.timerId) return over;
  const isChangedElsewhere = others !== null && absence.others !== null && others !== absence.others;
  if (isChangedElsewhere && timer.state === "running") return over;
  const sinceLeft = secondsSinceLeft(absence, timer);
  const away = Math.max(0, sinceLeft - sinceBack);
  const gained = timer.seconds - absence.secondsThen;
  if (timer.state === "running") {
    // Less than that: it was paused for a while elsewhere. More: somebody added time.
    if (Math.abs(gained - sinceLeft) > clockTolerance) return over;
    return ranOn(absence, away);
  }
  // Whoever paused it elsewhere has decided about its time.
  if (timer.state !== "paused" || !absence.meantToPause || gained > away + clockTolerance) return over;
  const verdict = ranOn(absence, Math.min(gained, away));
  return verdict.kind === "over" ? { kind: "paused" } : verdict;
}

/** By this computer's clock, unless the account's, which tells whole seconds, shows that it was set in between. */
function secondsSinceLeft({ leftAt, accountLeftAt }: Absence, { heardAt, accountHeardAt }: TimerHeard): number {
  const here = (heardAt - leftAt) / 1000;
  if (accountLeftAt === null || accountHeardAt === null) return here;
  const there = (accountHeardAt - accountLeftAt) / 1000;
  return Math.abs(there - here) > clockTolerance ? there : here;
}

function ranOn({ secondsBefore, meantToPause, askedFrom }: Absence, seconds: number): Verdict {
  const total = Math.round(seconds + secondsBefore);
  return total < (meantToPause ? shortestMended : askedFrom) ? over : { kind: "ran-on", seconds: total };
}

/**
 * Whether the `seconds` of an absence still lie on the timer, so that an answer is wanted: it is the same timer, and
 * at least half of them was not taken away since the person came back.
 */
export function isStillOpen(absence: Absence, seconds: number, timer: TimerHeard | null): boolean {
  if (timer === null || timer.id !== absence.timerId) return false;
  const whenBack = absence.secondsThen + seconds - absence.secondsBefore;
  return timer.seconds >= whenBack - seconds / 2;
}
