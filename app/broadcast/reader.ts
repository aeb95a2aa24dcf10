/** How the bodies of one path are read, once their signature has been verified. */
import { decodeBroadcast } from "./envelope.ts";
import { type Effect, type Verdict, verdict } from "./verdict.ts";
import { decodeWebhookPayload } from "./webhook-payload.ts";

/** Never throws. */
export type Reader = (body: Uint8Array) => ReadBody;

export type ReadBody =
  | { readonly kind: "not-json" | "unreadable" }
  | {
      readonly kind: "read";
      /** Epoch milliseconds, by the sender's clock. */
      readonly sentAt: number;
      readonly fresh: Verdict;
      /** What follows where it was sent long ago. */
      readonly stale: Effect;
      /** Two of them never have the same bytes: the same bytes again tell nothing, however soon. */
      readonly isUnique: boolean;
    };

const knownEvents: ReadonlySet<string> = new Set(["timer.pending", "timer.running", "timer.paused", "timer.stopped"]);

/** `isOwnUrl`: true where a subject's URL lies within the account's API. Others cause a reconcile and are never asked. */
export function broadcastReader(isOwnUrl: (url: string) => boolean): Reader {
  return (body) => {
    const decoded = decodeBroadcast(body);
    if (decoded.kind !== "broadcast") return decoded;
    const { lastEvent, sentAt, subjectType, subjectUrl } = decoded.broadcast;
    const fresh = (): Verdict => {
      if (subjectType !== "timer") return reconcile("unknown-subject");
      if (!isOwnUrl(subjectUrl)) return reconcile("foreign-subject");
      if (!knownEvents.has(lastEvent)) return reconcile("unknown-event");
      return verdict("accepted", { kind: "changed", subjectUrl, lastEvent, sentAt });
    };
    return {
      kind: "read",
      sentAt,
      fresh: fresh(),
      stale: { kind: "reconcile", reason: "stale" },
      // `sent_at` has whole seconds.
      isUnique: false,
    };
  };
}

/** Whether a ping came in time, whoever asked for it judges. */
export function webhookReader(): Reader {
  return (body) => {
    const decoded = decodeWebhookPayload(body);
    if (decoded.kind !== "payload") return decoded;
    const { createdAt, type } = decoded.payload;
    const effect: Effect = type === "webhook.ping" ? { kind: "pinged", createdAt } : { kind: "none" };
    return {
      kind: "read",
      sentAt: createdAt,
      // A type that is not known is answered 200 as well: the account sends nothing later until this one succeeded.
      fresh: verdict(effect.kind === "pinged" ? "pinged" : "unknown-event", effect),
      stale: effect,
      isUnique: true,
    };
  };
}

function reconcile(reason: "unknown-event" | "unknown-subject" | "foreign-subject"): Verdict {
  return verdict(reason, { kind: "reconcile", reason });
}
