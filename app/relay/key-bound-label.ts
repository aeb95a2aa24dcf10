import { createHash } from "node:crypto";

const alphabet = "abcdefghijklmnopqrstuvwxyz234567";

/**
 * The label under which srv.us publishes a key's first tunnel: base32 of the first 16 bytes of
 * sha256(public key ‖ 0 ‖ "1"), as its server computes it. Known before connecting, and the same for ever.
 * `publicKey` is the key as it travels in the protocol.
 */
export function keyBoundLabel(publicKey: Uint8Array): string {
  const digest = createHash("sha256").update(publicKey).update(Uint8Array.of(0)).update("1").digest().subarray(0, 16);
  let bits = 0;
  let value = 0;
  let text = "";
  for (const byte of digest) {
    value = (value << 8) | byte;
    bits += 8;
    while (bits >= 5) {
      bits -= 5;
      text += alphabet[(value >> bits) & 31];
      value &= (1 << bits) - 1;
    }
  }
  return text + alphabet[(value << (5 - bits)) & 31];
}
