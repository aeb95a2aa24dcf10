/** What the session needs to know of the way by which broadcasts reach us. */
import type { ReachabilityReport } from "../contract/application.ts";
import type { RepairHop } from "../contract/command.ts";
import type { LinkEvidence } from "../link/link.ts";
import type { Relay } from "../relay/relay.ts";

/** What of the chain lies between the account and us. */
export type ReachabilityHop = Exclude<RepairHop, "account">;

export interface ReachabilityEvents {
  /** What is known of relay, path and receiver changed. `relay` names the relay that is up; null while none is. */
  readonly onEvidence: (evidence: Pick<LinkEvidence, "relay" | "path" | "receiver">, relay: string | null) => void;
  /** A genuine broadcast named a URL of the API. */
  readonly onChanged: (subjectUrl: string) => void;
  /** A genuine broadcast that cannot be trusted to name what changed: compare everything. */
  readonly onDoubt: () => void;
  /** From now on broadcasts arrive again: whatever happened before must be read. */
  readonly onCovered: () => void;
  /** The account refused our token. */
  readonly onTokenRejected: () => void;
}

/** The way through one relay, or none. */
export interface PublicPath {
  start(): Promise<void>;
  /** The machine slept or its network changed: connect and prove the path again. */
  wake(): void;
  /** Proves the path again, and connects anew only where that fails. Where nothing is up, tries now instead of waiting. */
  recheck(): void;
  /** Somebody asks for it: where nothing is up, tries now instead of waiting. */
  retry(): void;
  /** Broadcasts seem to be missing: look whether our receiver is still as we left it, and mend it. */
  mend(): void;
  /** Somebody asks for it: looks after that link now. Resolves when it has an outcome, or after a while without one. */
  repair(hop: ReachabilityHop): Promise<void>;
  report(): ReachabilityReport;
  /** Disables the receiver, so that nothing is sent to an address that may be somebody else's tomorrow. */
  stop(signal: AbortSignal): Promise<void>;
  /** Deletes the receiver and forgets its secret. */
  remove(signal: AbortSignal): Promise<void>;
}

/** The way that is present, of one relay after the other. */
export interface Reachability extends PublicPath {
  /**
   * Ends the present way and begins another, null for none. Resolves when that has begun. Between the two the receiver
   * is disabled, so that nothing is sent to an address that is no longer ours.
   */
  useRelay(relay: Relay | null): Promise<void>;
}
