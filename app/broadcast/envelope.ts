import * as v from "valibot";

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

const utcInstant = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d{1,9})?(?:Z|\+00:00)$/;

const bodySchema = v.object({
  // Not needed for any decision, so a change of its shape must not cost a genuine broadcast.
  broadcast_receiver: v.fallback(
    v.nullable(v.object({ id: v.pipe(v.number(), v.safeInteger()), name: v.nullable(v.string()) })),
    null,
  ),
  sent_at: v.pipe(
    v.string(),
    v.regex(utcInstant),
    v.transform((text) => Date.parse(text)),
    v.finite(),
  ),
  last_event: v.pipe(v.string(), v.nonEmpty()),
  subject: v.object({ type: v.pipe(v.string(), v.nonEmpty()), url: v.pipe(v.string(), v.nonEmpty()) }),
});

/** Reads the raw bytes of a broadcast whose signature has been verified. Never throws. */
export function decodeBroadcast(body: Uint8Array): DecodedBody {
  const json = parseJson(body);
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

type ParsedJson = { readonly kind: "json"; readonly value: unknown } | { readonly kind: "not-json" };

function parseJson(body: Uint8Array): ParsedJson {
  try {
    // Strict: a replaced character would make two different bodies read alike.
    const text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(body);
    return { kind: "json", value: JSON.parse(text) as unknown };
  } catch {
    return { kind: "not-json" };
  }
}
