/** What bodies of broadcasts and of webhooks have in common, once their signature has been verified. */
import * as v from "valibot";

const utcInstant = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d{1,9})?(?:Z|\+00:00)$/;

/** When it was sent: epoch milliseconds, by the sender's clock. */
export const sentInstant = v.pipe(
  v.string(),
  v.regex(utcInstant),
  v.transform((text) => Date.parse(text)),
  v.finite(),
);

export type ParsedJson = { readonly kind: "json"; readonly value: unknown } | { readonly kind: "not-json" };

/** Never throws. */
export function parseStrictJson(body: Uint8Array): ParsedJson {
  try {
    // Strict: a replaced character would make two different bodies read alike.
    const text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(body);
    return { kind: "json", value: JSON.parse(text) as unknown };
  } catch {
    return { kind: "not-json" };
  }
}
