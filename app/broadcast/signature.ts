import { createHash, createHmac, timingSafeEqual } from "node:crypto";

/** Lower-case hex of 32 bytes: what an HMAC-SHA-256 looks like, and the only form that is ever compared. */
const signatureShape = /^[0-9a-f]{64}$/;

/** True where `text` could be a signature at all. Says nothing about whether it is the right one. */
export function looksLikeSignature(text: string): boolean {
  return signatureShape.test(text);
}

/** The lower-case hex HMAC-SHA-256 of the raw bytes, as the documentation of broadcasts describes it. */
export function signBody(secret: string, body: Uint8Array): string {
  return createHmac("sha256", secret).update(body).digest("hex");
}

/**
 * True where `header` is the signature of exactly these bytes under one of `secrets` (several during a
 * rotation). An empty secret never verifies: anybody could sign with it.
 */
export function verifySignature(secrets: readonly string[], body: Uint8Array, header: string): boolean {
  if (!looksLikeSignature(header)) return false;
  const claimed = Buffer.from(header, "hex");
  let verified = false;
  // Every secret is tried, so that the time taken does not tell which one fitted.
  for (const secret of secrets) {
    if (secret.length === 0) continue;
    const genuine = createHmac("sha256", secret).update(body).digest();
    if (timingSafeEqual(genuine, claimed)) verified = true;
  }
  return verified;
}

/** Compares two texts in a time that depends on neither's content. Digests make the lengths equal. */
export function sameText(one: string, other: string): boolean {
  return timingSafeEqual(createHash("sha256").update(one).digest(), createHash("sha256").update(other).digest());
}
