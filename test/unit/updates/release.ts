import { generateKeyPairSync } from "node:crypto";
import type { Known } from "../../../app/updates/judge-release.ts";
import type { Manifest } from "../../../app/updates/manifest.ts";
import { releaseKeyOf, signManifest } from "../../../app/updates/signature.ts";

export const ours = generateKeyPairSync("ed25519");
export const theirs = generateKeyPairSync("ed25519");
export const ourKey = releaseKeyOf(ours.publicKey);

const sha512 = "a".repeat(128);
export const genuine: Manifest = {
  format: 1,
  product: "tallylight",
  version: "0.3.0",
  date: 2_000,
  notes: "Lighter.",
  artefacts: [
    { os: "linux", arch: "x64", kind: "deb", file: "tallylight-0.3.0-linux-amd64.deb", size: 100, sha512 },
    { os: "linux", arch: "arm64", kind: "deb", file: "tallylight-0.3.0-linux-arm64.deb", size: 100, sha512 },
    { os: "darwin", arch: "universal", kind: "dmg", file: "tallylight-0.3.0-mac.dmg", size: 100, sha512 },
  ],
};

export const known: Known = {
  keys: [ourKey],
  running: "0.2.0",
  newestDate: 1_000,
  wanted: { os: "linux", arch: "x64", kind: "deb" },
};

export function text(changes: Readonly<Record<string, unknown>> = {}): string {
  return JSON.stringify({ ...genuine, ...changes });
}

export function signed(manifest: string): { readonly manifest: string; readonly signature: string } {
  return { manifest, signature: signManifest(manifest, ours.privateKey) };
}
