/** What is known about the path from the account to us, and the verdict that follows from it and nothing else. */
import type { AccountReason, CertificateReason, LinkReason, LinkState } from "../contract/snapshot.ts";
import { assertNever } from "../model/assert-never.ts";

export interface LinkEvidence {
  /** The account's last word: none yet, it answers, or why it does not. */
  readonly api: "unknown" | "answering" | Refusal;
  /** The machine slept or changed its network, and the account has not answered since. */
  readonly wokenSinceAnswer: boolean;
  /** `untrusted`: it is not who it was before, and is not used. */
  readonly relay: "none" | "starting" | "up" | "down" | "untrusted";
  /** Our own request through the public URL. */
  readonly path: "unproved" | "verified" | "failed" | "intercepted";
  readonly receiver: "pending" | "ready" | "forbidden" | "failed";
  /** Whether the account reached us when it was asked to. `unknown`: it was not asked, or cannot be. */
  readonly sender: "unknown" | "proved" | "late";
  /** Since path and receiver were last found good: a broadcast arrived, or a whole list was read. */
  readonly proved: boolean;
  /** Broadcasts were missed and none has come since. */
  readonly degraded: boolean;
}

/** Why the account can't be asked, or asked to no avail. */
export type Refusal = "unreachable" | "stopped-by-proxy" | CertificateReason | AccountReason | "token-rejected";

export const noEvidence: LinkEvidence = {
  api: "unknown",
  wokenSinceAnswer: false,
  relay: "none",
  path: "unproved",
  receiver: "pending",
  sender: "unknown",
  proved: false,
  degraded: false,
};

export interface LinkVerdict {
  readonly state: LinkState;
  readonly reason: LinkReason;
}

/** The first thing that stands in the way names the state; `live` is what is left when nothing does. */
export function judgeLink(evidence: LinkEvidence): LinkVerdict {
  if (evidence.api === "unknown") return { state: "stale", reason: "starting" };
  if (evidence.api !== "answering") return { state: "offline", reason: reasonOf(evidence.api) };
  if (evidence.wokenSinceAnswer) return { state: "stale", reason: "woken" };
  if (evidence.receiver === "forbidden") return { state: "polling", reason: "broadcasts-forbidden" };
  if (evidence.relay === "none") return { state: "polling", reason: "no-relay" };
  if (evidence.relay === "down") return { state: "polling", reason: "relay-down" };
  if (evidence.relay === "untrusted") return { state: "polling", reason: "relay-untrusted" };
  if (evidence.relay === "starting") return { state: "polling", reason: "path-unproved" };
  if (evidence.path === "unproved") return { state: "polling", reason: "path-unproved" };
  if (evidence.path === "failed") return { state: "polling", reason: "path-unverified" };
  if (evidence.path === "intercepted") return { state: "polling", reason: "path-intercepted" };
  if (evidence.receiver === "failed") return { state: "polling", reason: "receiver-failed" };
  if (evidence.receiver === "pending" || !evidence.proved) return { state: "polling", reason: "path-unproved" };
  if (evidence.sender === "late") return { state: "polling", reason: "sender-late" };
  if (evidence.degraded) return { state: "polling", reason: "broadcasts-missed" };
  return { state: "live", reason: "verified" };
}

function reasonOf(refusal: Refusal): LinkReason {
  switch (refusal) {
    case "unreachable":
      return "api-unreachable";
    case "stopped-by-proxy":
      return "proxy-wants-credentials";
    default:
      return refusal;
  }
}

/**
 * What is promised is the time until the right state is shown: 5 minutes where broadcasts are lost unnoticed,
 * 30 seconds where that is known. The fetch itself takes a moment too, so it begins a little earlier.
 */
const unnoticedLoss = 285_000;
const knownLoss = 25_000;
/** A person is looking. */
const windowOpenInterval = 10_000;

/** Milliseconds between two fetches of the whole list that nothing else asked for. */
export function reconcileInterval(verdict: LinkVerdict, windowOpen: boolean): number {
  switch (verdict.state) {
    case "live":
      return unnoticedLoss;
    case "polling":
      return windowOpen ? windowOpenInterval : knownLoss;
    case "stale":
    case "offline":
      return knownLoss;
    default:
      return assertNever(verdict.state, "link state");
  }
}
