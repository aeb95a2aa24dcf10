import * as v from "valibot";
import { parseStrictJson, sentInstant } from "./signed-json.ts";

/** What a webhook is sent, decoded as far as anything is decided by it. */
export interface WebhookPayload {
  /** Epoch milliseconds, by the sender's clock. */
  readonly createdAt: number;
  /** Such as `webhook.ping` or `entry.created`. */
  readonly type: string;
}

export type DecodedPayload =
  | { readonly kind: "payload"; readonly payload: WebhookPayload }
  | { readonly kind: "not-json" }
  | { readonly kind: "unreadable" };

const payloadSchema = v.object({ created_at: sentInstant, type: v.pipe(v.string(), v.nonEmpty()) });

/** Reads the raw bytes of a payload whose signature has been verified. Never throws. */
export function decodeWebhookPayload(body: Uint8Array): DecodedPayload {
  const json = parseStrictJson(body);
  if (json.kind === "not-json") return json;
  const decoded = v.safeParse(payloadSchema, json.value);
  if (!decoded.success) return { kind: "unreadable" };
  return { kind: "payload", payload: { createdAt: decoded.output.created_at, type: decoded.output.type } };
}
