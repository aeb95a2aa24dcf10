import type { Command } from "./command.ts";
import type { CommandResult, SignInResult } from "./requests.ts";
import type { AbsenceReason, AbsenceRules, Settings } from "./settings.ts";
import type { Snapshot } from "./snapshot.ts";

/** Why the machine may have missed something, or that somebody is at it who was thought to leave. */
export type WakeReason = "resume" | "unlock" | "network" | "shutdown-called-off";

/** What is known of the way by which broadcasts arrive, for diagnostics: no address and no secret. */
export interface ReachabilityReport {
  /** Which relay is up; null while none is. */
  readonly relay: string | null;
  readonly evidence: {
    readonly relay: "none" | "starting" | "up" | "down" | "untrusted";
    readonly path: "unproved" | "verified" | "failed";
    readonly receiver: "pending" | "ready" | "forbidden" | "failed";
  };
  /** Closed where there is no way for broadcasts anyway. */
  readonly listener: "closed" | "opening" | "open" | "failed";
  /** How often the listener judged what, since the session began; only what occurred. */
  readonly answered: readonly { readonly reason: string; readonly count: number }[];
}

/** The whole product as the shell sees it: one snapshot out, commands in. */
export interface Application {
  snapshot(): Snapshot;
  /** Told of every later snapshot; answers a function that ends the subscription. */
  onSnapshot(listener: (snapshot: Snapshot) => void): () => void;
  /** Never rejects: a verb that fails is a result, and is also shown in the snapshot. */
  dispatch(command: Command): Promise<CommandResult>;
  /** Tests the token before anything is kept. */
  signIn(token: string): Promise<SignInResult>;
  startDemo(): Promise<SignInResult>;
  /** Removes our receiver from the account and every secret from this computer. */
  signOut(): Promise<void>;
  /** Null while nobody is signed in. */
  reachability(): ReachabilityReport | null;
  /** How this computer is made reachable from now on; without effect where that was given from outside. */
  chooseRelay(choice: Settings["relay"]): Promise<void>;
  /** What becomes of the running timer when the computer is left, from now on. */
  chooseAbsenceRules(rules: AbsenceRules): void;
  /** The computer is being left. Resolves when what can be done about it is done. Never rejects. */
  leave(reason: AbsenceReason): Promise<void>;
  /** Something may have been missed, or somebody is back: look again now. */
  wake(reason: WakeReason): void;
  /** While a window is open the mirror is looked after more often, and at once when it opens. */
  setWindowOpen(open: boolean): void;
  /**
   * Disables the receiver within `budgetMilliseconds` and ends everything. `by-system`: nobody asked for it here, so
   * the computer may be about to end, too. Never rejects.
   */
  stop(budgetMilliseconds: number, ended?: "by-person" | "by-system"): Promise<void>;
}
