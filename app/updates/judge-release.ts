import type { UpdateRefusal } from "../contract/updates.ts";
import { type Artefact, decodeManifest, longestManifest, type Manifest } from "./manifest.ts";
import type { ReleaseKey } from "./publisher.ts";
import { verifySignature } from "./signature.ts";
import { compareVersions, parseVersion } from "./version.ts";

/** What a package is called in the manifest. */
export type ArtefactKind = Pick<Artefact, "os" | "arch" | "kind">;

export interface Answered {
  readonly manifest: string;
  readonly signature: string;
}

export interface Known {
  readonly keys: readonly ReleaseKey[];
  /** The version that runs. */
  readonly running: string;
  /** The newest signed date that this installation has ever seen; 0 before the first. */
  readonly newestDate: number;
  readonly wanted: ArtefactKind;
}

export type ReleaseVerdict =
  /** Genuine, and no newer than what runs. */
  | { readonly kind: "none"; readonly date: number }
  | { readonly kind: "available"; readonly date: number; readonly manifest: Manifest; readonly artefact: Artefact }
  | { readonly kind: "refused"; readonly reason: UpdateRefusal };

/**
 * Nothing of the manifest is parsed before its signature was found genuine. The clock of this computer plays no part: a
 * server that repeats an old release is noticed by the dates that were signed.
 */
export function judgeRelease({ manifest, signature }: Answered, known: Known): ReleaseVerdict {
  if (Buffer.byteLength(manifest) > longestManifest) return refused("too-long");
  const signed = verifySignature(manifest, signature, known.keys);
  if (signed !== "genuine") return refused(signed);
  const decoded = decodeManifest(manifest);
  if (decoded === null) return refused("unreadable");
  const [offered, running] = [parseVersion(decoded.version), parseVersion(known.running)];
  if (offered === null || running === null) return refused("unreadable");
  if (decoded.date < known.newestDate) return refused("older-than-known");
  if (compareVersions(offered, running) <= 0) return { kind: "none", date: decoded.date };
  if (offered.preRelease.length > 0) return refused("pre-release");
  const artefact = decoded.artefacts.find((candidate) => isWanted(candidate, known.wanted));
  if (artefact === undefined) return refused("nothing-for-this-computer");
  return { kind: "available", date: decoded.date, manifest: decoded, artefact };
}

function isWanted({ os, arch, kind }: Artefact, wanted: ArtefactKind): boolean {
  return os === wanted.os && kind === wanted.kind && (arch === wanted.arch || arch === "universal");
}

function refused(reason: UpdateRefusal): ReleaseVerdict {
  return { kind: "refused", reason };
}
