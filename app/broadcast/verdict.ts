import { type Reason, statusOfReason } from "./reasons.ts";

/** What follows from a genuine request. Nothing else ever comes out of the intake. */
export type Effect =
  | { readonly kind: "none" }
  /** Fetch the newest version at `subjectUrl`. `sentAt` is epoch milliseconds by the sender's clock. */
  | { readonly kind: "changed"; readonly subjectUrl: string; readonly lastEvent: string; readonly sentAt: number }
  /** Read the whole list: something changed, and the broadcast alone cannot be relied on to say what. */
  | { readonly kind: "reconcile"; readonly reason: ReconcileReason }
  /** The account reached us because it was asked to. `createdAt` is epoch milliseconds by the sender's clock. */
  | { readonly kind: "pinged"; readonly createdAt: number };

/** What something genuine tells, to whom it may concern. */
export type Arrival = Exclude<Effect, { readonly kind: "none" }>;

/** What a genuine broadcast tells. */
export type News = Exclude<Arrival, { readonly kind: "pinged" }>;

export type ReconcileReason = Extract<Reason, "stale" | "unknown-event" | "unknown-subject" | "foreign-subject">;

/** How a request is answered, why, and what follows from it. */
export interface Verdict {
  /** HTTP status. */
  readonly status: number;
  readonly reason: Reason;
  readonly effect: Effect;
  /** Empty, except for the answer to a probe. */
  readonly body: string;
}

export const noEffect: Effect = { kind: "none" };

export function verdict(reason: Reason, effect: Effect = noEffect, body = ""): Verdict {
  return { status: statusOfReason[reason], reason, effect, body };
}
