/** What an absence from the computer means for the timer that ran when it began. Pure. */
import type { AbsenceReason } from "../contract/settings.ts";
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
  readonly secondsThen: number;
  /** Seconds of earlier absences that nobody has answered for. */
  readonly secondsBefore: number;
  /** A pause was sent, or was to be. */
  readonly meantToPause: boolean;
}

/** The timer as the account told it at `heardAt` (epoch milliseconds). */
export interface TimerHeard {
  readonly id: number;
  readonly state: TimerState;
  readonly seconds: number;
  readonly heardAt: number;
}

export type Verdict =
  /** Nothing to say: too short, or somebody was at the timer elsewhere, so it was not left alone. */
  { readonly kind: "over" } | { readonly kind: "paused" } | { readonly kind: "ran-on"; readonly seconds: number };

/** Nobody wants to be asked about a coffee. The trackers that ask for idle time begin at five minutes, too. */
const shortestAsked = 5 * 60;
/** Where a pause was wanted, less is worth taking away. */
const shortestMended = 60;
/** System clocks are set after a sleep, and answers travel. */
const clockTolerance = 60;

const over: Verdict = { kind: "over" };

/** Begins at that instant, with a timer that runs. */
export function absenceFrom(
  leftAt: Instant,
  running: MirroredTimer,
  reason: AbsenceReason,
  meantToPause: boolean,
): Absence {
  return {
    timerId: running.resource.id,
    projectId: running.resource.project.id,
    reason,
    from: leftAt.wall,
    leftAt: leftAt.wall,
    secondsThen: elapsedSeconds(running, leftAt.monotonic),
    secondsBefore: 0,
    meantToPause,
  };
}

/** `backAt`: when the person came back, epoch milliseconds. `timer`: null when the account has none any more. */
export function judgeAbsence(absence: Absence, timer: TimerHeard | null, backAt: number): Verdict {
  if (timer === null || timer.id !== absence.timerId) return over;
  const away = Math.max(0, (backAt - absence.leftAt) / 1000);
  const gained = timer.seconds - absence.secondsThen;
  if (timer.state === "running") {
    const sinceLeft = (timer.heardAt - absence.leftAt) / 1000;
    // Less than that: it was paused for a while elsewhere. More: somebody added time.
    if (Math.abs(gained - sinceLeft) > clockTolerance) return over;
    return ranOn(absence, away);
  }
  // Whoever paused it elsewhere has decided about its time.
  if (timer.state !== "paused" || !absence.meantToPause || gained > away + clockTolerance) return over;
  const verdict = ranOn(absence, Math.min(gained, away));
  return verdict.kind === "over" ? { kind: "paused" } : verdict;
}

function ranOn({ secondsBefore, meantToPause }: Absence, seconds: number): Verdict {
  const total = Math.round(seconds + secondsBefore);
  return total < (meantToPause ? shortestMended : shortestAsked) ? over : { kind: "ran-on", seconds: total };
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
