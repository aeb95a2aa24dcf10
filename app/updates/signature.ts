import { createHash, createPublicKey, sign, type KeyObject, verify } from "node:crypto";
import type { ReleaseKey } from "./publisher.ts";

/** Before the signed bytes, so that a signature of ours under anything else never counts for a manifest. */
const context = "tallylight-update-1\n";
/** What a public key of this kind begins with in DER: only the 32 bytes after it differ. */
const spkiPrefix = Buffer.from("302a300506032b6570032100", "hex");
const pattern = /^([0-9a-f]{16}) ([A-Za-z0-9+/]{86}==)\n?$/;

export type SignatureVerdict = "genuine" | "signature-unreadable" | "signed-by-another-key" | "signature-wrong";

/** Judges the text of `update.json.sig` about the very text that is read afterwards. */
export function verifySignature(manifest: string, signature: string, keys: readonly ReleaseKey[]): SignatureVerdict {
  const [, id, value] = pattern.exec(signature) ?? [];
  if (id === undefined || value === undefined) return "signature-unreadable";
  const key = keys.find((known) => known.id === id);
  if (key === undefined) return "signed-by-another-key";
  const genuine = verify(null, Buffer.from(context + manifest), publicKeyOf(key), Buffer.from(value, "base64"));
  return genuine ? "genuine" : "signature-wrong";
}

/** The text of `update.json.sig`. */
export function signManifest(manifest: string, privateKey: KeyObject): string {
  const { id } = releaseKeyOf(createPublicKey(privateKey));
  return `${id} ${sign(null, Buffer.from(context + manifest), privateKey).toString("base64")}\n`;
}

/** As it stands in the source. */
export function releaseKeyOf(publicKey: KeyObject): ReleaseKey {
  const bytes = publicKey.export({ format: "der", type: "spki" }).subarray(spkiPrefix.length);
  return {
    id: createHash("sha256").update(bytes).digest("hex").slice(0, 16),
    publicKey: bytes.toString("base64"),
  };
}

function publicKeyOf({ publicKey }: ReleaseKey): KeyObject {
  const der = Buffer.concat([spkiPrefix, Buffer.from(publicKey, "base64")]);
  return createPublicKey({ key: der, format: "der", type: "spki" });
}
