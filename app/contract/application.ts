import type { Command } from "./command.ts";
import type { CommandResult, SignInResult } from "./ipc.ts";
import type { Snapshot } from "./snapshot.ts";

/** Why the machine may have missed something. */
export type WakeReason = "resume" | "unlock" | "network" | "window-opened" | "user";

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
  /** Something may have been missed: look again now. */
  wake(reason: WakeReason): void;
  /** While a window is open the mirror is looked after more often. */
  setWindowOpen(open: boolean): void;
  /** Disables the receiver within `budgetMilliseconds` and ends everything. Never rejects. */
  stop(budgetMilliseconds: number): Promise<void>;
}
