import type { Account } from "../model/account.ts";
import type { AccountId } from "./account-id.ts";
import type { Hindrance } from "../texts/problem-table.ts";
import type { Problem } from "./problem.ts";
import type { Project } from "../model/project.ts";
import type { ProgramQuestion } from "./program-question.ts";
import { isRunning, type Timer } from "../model/timer.ts";
import type { GuardedCommand, TimerCommand } from "./command.ts";
import type { AbsenceReason } from "./absence-reasons.ts";

/**
 * How fresh the mirror is, from evidence alone.
 * - `live`: the public path is proved and broadcasts arrive (or a clean reconcile showed that none was lost).
 * - `polling`: the account answers, but broadcasts cannot be relied on; we ask by ourselves.
 * - `stale`: what is shown may be old; we are on the way to something better.
 * - `offline`: the account cannot be reached, or is of no use as it answers.
 */
export type LinkState = "live" | "polling" | "stale" | "offline";

export type LinkReason =
  | "starting"
  | "verified"
  | "no-relay"
  | "relay-down"
  | "relay-untrusted"
  | "path-unproved"
  | "path-unverified"
  | "path-intercepted"
  | "broadcasts-missed"
  | "sender-late"
  | "broadcasts-forbidden"
  | "receiver-failed"
  | "woken"
  | Hindrance;

export interface Link {
  readonly state: LinkState;
  readonly reason: LinkReason;
  /** When this state began, epoch milliseconds; of `offline`, when its reason did. */
  readonly since: number;
  /** When the last genuine broadcast arrived, epoch milliseconds; null before the first. */
  readonly lastBroadcastAt: number | null;
  /** When the account last reached this computer because it was asked to, epoch milliseconds; null where it never did. */
  readonly provedAt: number | null;
  /** When the account last answered, epoch milliseconds. */
  readonly lastAnswerAt: number | null;
  /** Through which relay broadcasts reach us, such as `srv.us`; null while none is up. */
  readonly relay: string | null;
  /** While polling: seconds between two fetches. */
  readonly pollSeconds: number | null;
  /** Changes that no broadcast had announced, since the session began. */
  readonly missedBroadcasts: number;
}

/** A verb that was sent and not yet answered. */
export interface PendingCommand {
  readonly projectId: number;
  readonly kind: TimerCommand["kind"];
}

/** Shown for a while after a verb that takes something away. */
export type UndoOffer = TimerUndo | EntryUndo;

/** The deletion of an entry, which has not happened yet. */
export interface EntryUndo {
  readonly kind: "delete-entry";
  readonly project: Project | null;
  readonly seconds: number;
  readonly entryId: number;
  readonly endsAt: number;
}

export interface TimerUndo {
  readonly kind: "discard" | "adjust" | "log" | "transfer";
  /** Log: that of the last one. */
  readonly project: Project;
  /** Discard: what the timer held. Adjust: what was added, negative when taken away. Log: what was logged. Transfer: what was moved away. */
  readonly seconds: number;
  /** How many timers it is about; one where left out. */
  readonly count?: number;
  /** The offer ends then, on the main process's monotonic clock in milliseconds; null: until the next verb. */
  readonly endsAt: number | null;
}

/** The timer that a verb would have acted on is not as the person saw it: they decide again, knowing how it is. */
export interface ChangedElsewhere {
  readonly command: GuardedCommand;
  /** As it is now; null when it is gone. */
  readonly timer: Timer | null;
}

/**
 * The computer was left while a timer ran.
 * - `paused`: it was paused at `from`, as the person wants it; they may want it back.
 * - `ran-on`: it gained `seconds` meanwhile; they say what becomes of them.
 */
export interface ShownAbsence {
  readonly kind: "paused" | "ran-on";
  readonly project: Project;
  readonly reason: AbsenceReason;
  /** When the computer was left, epoch milliseconds. Also the absence's name in an answer. */
  readonly from: number;
  /** How much the timer gained in whole seconds; 0 when it was paused. */
  readonly seconds: number;
  /** It was to be paused, and could not be in time. */
  readonly meantToPause: boolean;
}

/** What became of one timer of the review. */
export type ReviewOutcome =
  | { readonly kind: "waiting" }
  | { readonly kind: "sending" }
  | { readonly kind: "logged" }
  /** It is not as the person saw it: nothing was done. */
  | { readonly kind: "changed" }
  /** It was logged or discarded elsewhere: nothing was done. */
  | { readonly kind: "gone" }
  | { readonly kind: "failed"; readonly problem: Problem }
  /** The answer was lost, and whether it was logged could not be found out yet. Never sent again by itself. */
  | { readonly kind: "unknown"; readonly problem: Problem };

export interface ReviewRow {
  /** Of the timer. */
  readonly id: number;
  readonly project: Project;
  /** As they are logged: rounded. */
  readonly minutes: number;
  readonly entryDate: string;
  readonly outcome: ReviewOutcome;
}

/** The timers that were logged together last, or are being logged. */
export interface ShownReview {
  readonly rows: readonly ReviewRow[];
  readonly underWay: boolean;
}

/** Time was to be moved, and the account can't say how far that got. */
export interface ShownTransfer {
  /** Null where an entry was to be deleted. */
  readonly fromProjectId: number | null;
  /** Null for an entry without a project. */
  readonly toProjectId: number | null;
  readonly toEntry: boolean;
  readonly seconds: number;
}

export interface LoggedDay {
  /** `YYYY-MM-DD` in the user's own time zone. */
  readonly date: string;
  /** The midnight after it, epoch milliseconds. */
  readonly endsAt: number;
  /** By project, the longest first; entries without a project count under null. */
  readonly minutes: readonly { readonly project: Project | null; readonly minutes: number }[];
}

/** What went wrong, and which verb it stopped, if any. */
export interface ShownProblem {
  readonly problem: Problem;
  readonly command: TimerCommand["kind"] | null;
  readonly projectId: number | null;
}

/** What is known of one account. */
export interface AccountView {
  /** Null while nobody is signed in, and until the account is known. */
  readonly id: AccountId | null;
  readonly account: Account;
  /** The running one first, then the paused ones, most recently used first. */
  readonly timers: readonly Timer[];
  /** False until the account has answered with all its timers: then that none is shown says nothing. */
  readonly timersKnown: boolean;
  /** Timers of the account that could not be read, by their projects' names; null where not even that could. */
  readonly unreadableTimers: readonly (string | null)[];
  /** What a timer can be started on: enabled projects, by name. */
  readonly projects: readonly Project[];
  /** How far the list of projects has been read. `failed`: not whole, and not being read until the account is asked again. */
  readonly projectsLoaded: "none" | "some" | "all" | "failed";
  readonly pending: readonly PendingCommand[];
  /** What the last verb took away and can still give back; null when nothing can be undone. */
  readonly undo: UndoOffer | null;
  /** A verb that waits for an answer, because its timer changed elsewhere since the person saw it. */
  readonly question: ChangedElsewhere | null;
  readonly review: ShownReview | null;
  /** What happened to the running timer while the computer was left; null when there is nothing to say. */
  readonly absence: ShownAbsence | null;
  /** A transfer of time that waits for an answer. */
  readonly transfer: ShownTransfer | null;
  /** Time of the user's present day that is already logged; null until it was read. */
  readonly today: LoggedDay | null;
  /** Rises when entries of any day may be others: what was read of them is read again. */
  readonly entriesRevision: number;
  /** Projects that were worked on lately, the latest first. */
  readonly recentProjects: readonly number[];
  readonly link: Link;
  readonly problem: ShownProblem | null;
}

/**
 * The one immutable value that every surface renders. A higher revision replaces a lower one, whole. The fields of the
 * account in focus lie flat in it, since most surfaces show one account, and no list of projects crosses a process twice.
 */
export interface Snapshot extends AccountView {
  readonly revision: number;
  /** The accounts that are signed in beside the one in focus. */
  readonly others: readonly AccountView[];
  /** What a program wants done and a person has to agree to; null where nothing waits. */
  readonly programQuestion: ProgramQuestion | null;
}

/** The account that commands without an `account` concern. */
export function focusedAccount(snapshot: Snapshot): AccountView {
  return snapshot;
}

/** Every account, the one in focus first. */
export function accountViews(snapshot: Snapshot): readonly AccountView[] {
  return [snapshot, ...snapshot.others];
}

/** One at most in each account. */
export function runningTimer({ timers }: Pick<AccountView, "timers">): Timer | undefined {
  return timers.find(isRunning);
}

export function signedOutSnapshot(now: number): Snapshot {
  return { ...signedOutView(now), revision: 0, others: [], programQuestion: null };
}

export function signedOutView(now: number): AccountView {
  return {
    id: null,
    account: { kind: "signed-out" },
    timers: [],
    timersKnown: false,
    unreadableTimers: [],
    projects: [],
    projectsLoaded: "none",
    pending: [],
    undo: null,
    question: null,
    review: null,
    absence: null,
    transfer: null,
    today: null,
    entriesRevision: 0,
    recentProjects: [],
    link: {
      state: "stale",
      reason: "starting",
      since: now,
      lastBroadcastAt: null,
      provedAt: null,
      lastAnswerAt: null,
      relay: null,
      pollSeconds: null,
      missedBroadcasts: 0,
    },
    problem: null,
  };
}
