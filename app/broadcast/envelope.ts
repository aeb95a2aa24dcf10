import * as v from "valibot";
import { parseStrictJson, sentInstant } from "./signed-json.ts";

/** What a broadcast says, decoded. It never carries the timer itself: only where its newest version is. */
export interface Broadcast {
  /** The id inside the body. It may differ from the id in the receiver's URL, so nothing is decided by it. */
  readonly receiverId: number | null;
  readonly receiverName: string | null;
  /** Epoch milliseconds, by the sender's clock. */
  readonly sentAt: number;
  /** `timer.STATE` today; an unknown one means that something changed. */
  readonly lastEvent: string;
  readonly subjectType: string;
  readonly subjectUrl: string;
}

export type DecodedBody =
  | { readonly kind: "broadcast"; readonly broadcast: Broadcast }
  | { readonly kind: "not-json" }
  | { readonly kind: "unreadable" };

const bodySchema = v.object({
  // Not needed for any decision, so a change of its shape must not cost a genuine broadcast.
  broadcast_receiver: v.fallback(
    v.nullable(v.object({ id: v.pipe(v.number(), v.safeInteger()), name: v.nullable(v.string()) })),
    null,
  ),
  sent_at: sentInstant,
  last_event: v.pipe(v.string(), v.nonEmpty()),
  subject: v.object({ type: v.pipe(v.string(), v.nonEmpty()), url: v.pipe(v.string(), v.nonEmpty()) }),
});

/** Reads the raw bytes of a broadcast whose signature has been verified. Never throws. */
export function decodeBroadcast(body: Uint8Array): DecodedBody {
  const json = parseStrictJson(body);
  if (json.kind === "not-json") return json;
  const decoded = v.safeParse(bodySchema, json.value);
  if (!decoded.success) return { kind: "unreadable" };
  const { broadcast_receiver: receiver, sent_at: sentAt, last_event: lastEvent, subject } = decoded.output;
  return {
    kind: "broadcast",
    broadcast: {
      receiverId: receiver?.id ?? null,
      receiverName: receiver?.name ?? null,
      sentAt,
      lastEvent,
      subjectType: subject.type,
      subjectUrl: subject.url,
    },
  };
}
