import type { AccountId } from "./account-id.ts";
import type { Command } from "./command.ts";
import type { Days, DaysResult } from "./day.ts";
import type { PersonsWord, ProgramQuestion } from "./program-question.ts";
import type { CommandResult, Origin, SignInResult } from "./requests.ts";
import type { IdleKind } from "./idle-kinds.ts";
import type { AbsenceReason } from "./absence-reasons.ts";
import type { PresenceSettings, Settings } from "./settings.ts";
import type { Snapshot } from "./snapshot.ts";

/** Why the machine may have missed something. */
export type WakeReason = "resume" | "unlock" | "network";

/** Whether the account itself, when it is asked to, reaches this computer. */
export interface SenderReport {
  /** `forbidden`: this account cannot be asked. `late`: it was asked and did not. */
  readonly standing: "untried" | "proved" | "late" | "forbidden";
  readonly isAsked: boolean;
  /** When it did last, epoch milliseconds; null where it never did. */
  readonly provedAt: number | null;
  /** How long it took from the request until it did, in milliseconds. */
  readonly took: number | null;
  /** How many requests that cost within the last day. */
  readonly requests: number;
}

export interface LinkEvent {
  /** Epoch milliseconds. */
  readonly at: number;
  readonly kind: "connected" | "lost" | "proof" | "miss" | "wake";
}

/** How the link served while a person was here and the computer awake. */
export interface HealthReport {
  /** How long ago what is shown was compared with the whole account, in milliseconds; null where nobody saw it since. */
  readonly age: number | null;
  /** The longest that this ever was since the session began. */
  readonly worstAge: number;
  /** Within the last seven days on which somebody was here. */
  readonly hereMs: number;
  readonly liveMs: number;
  /** The last ones, oldest first. */
  readonly events: readonly LinkEvent[];
}

/** How it is known that somebody uses the computer, for diagnostics. */
export interface InputReport {
  readonly source: IdleKind | null;
  /**
   * - `unasked`: nothing wanted to know yet
   * - `none`: nothing here tells it
   * - `lost`: what told it has ended, and is tried again
   */
  readonly state: "unasked" | "none" | "lost" | "heard";
  /** Since when nobody uses it, epoch milliseconds; null while somebody does, or nothing is known. */
  readonly idleSince: number | null;
  /** Sources that said what cannot be, and are asked no more. */
  readonly demoted: readonly IdleKind[];
}

/** What is known of the path by which broadcasts arrive, for diagnostics: no address and no secret. */
export interface ReachabilityReport {
  /** Which relay is up; null while none is. */
  readonly relay: string | null;
  readonly evidence: {
    readonly relay: "none" | "starting" | "up" | "down" | "untrusted";
    readonly path: "unproved" | "verified" | "failed" | "intercepted";
    readonly receiver: "pending" | "ready" | "forbidden" | "failed";
  };
  readonly sender: SenderReport;
  readonly health: HealthReport;
  /** Closed where there is no path for broadcasts anyway. */
  readonly listener: "closed" | "opening" | "open" | "failed";
  /** Receivers that earlier installations on this computer left in the account. */
  readonly leftovers: { readonly enabled: number; readonly disabled: number };
  /** How often the listener judged what, since the session began; only what occurred. */
  readonly answered: readonly { readonly reason: string; readonly count: number }[];
}

/** The whole product as the shell sees it: one snapshot out, commands in. */
export interface Application {
  snapshot(): Snapshot;
  /** Calls the listener with every later snapshot. Returns a function that unsubscribes. */
  onSnapshot(listener: (snapshot: Snapshot) => void): () => void;
  /** Never rejects: a verb that fails is a result, and is also shown in the snapshot. By default of a person. */
  dispatch(command: Command, origin?: Origin): Promise<CommandResult>;
  /** Entries of that account, by default the one in focus. Never rejects; fails where there is none. */
  readDays(days: Days, account?: AccountId): Promise<DaysResult>;
  /** Asks in the window whether that may be done; nobody but a person can answer. */
  askPerson(question: Omit<ProgramQuestion, "id">, milliseconds: number): Promise<PersonsWord>;
  /** Tests the token before anything is kept. The accounts so far are left, unless it is to be `beside` them. */
  signIn(token: string, how?: { readonly beside: boolean }): Promise<SignInResult>;
  startDemo(): Promise<SignInResult>;
  /** Removes our receiver from the account, by default the one in focus, and its secrets from this computer. */
  signOut(account?: AccountId): Promise<void>;
  /** Of the account in focus. Null without one. */
  reachability(): ReachabilityReport | null;
  /** How this computer is made reachable from now on; without effect where that was given from outside. */
  chooseRelay(choice: Settings["relay"]): Promise<void>;
  /** When the computer counts as left, and what becomes of the running timer then, from now on. */
  choosePresence(settings: PresenceSettings): void;
  /** How it is known that somebody uses the computer. */
  inputReport(): InputReport;
  /** How long ago a key or the pointer was used here; null where nothing tells. */
  secondsSinceInput(): number | null;
  /** The computer is being left. Resolves when what can be done about it is done. Never rejects. */
  leave(reason: AbsenceReason): Promise<void>;
  /** The person is back from that, or did not leave after all. What is told by `wake` needs no word of this. */
  back(reason: AbsenceReason): void;
  /** Something may have been missed, or the person is back: refetch now. */
  wake(reason: WakeReason): void;
  /** While a window is open the mirror is fetched more often, and at once when it opens. */
  setWindowOpen(open: boolean): void;
  /**
   * Disables the receiver within `deadlineMilliseconds` and ends everything. `by-system`: no person asked for it, so the
   * computer may be about to shut down, too. Never rejects.
   */
  stop(deadlineMilliseconds: number, ended?: "by-person" | "by-system"): Promise<void>;
}
