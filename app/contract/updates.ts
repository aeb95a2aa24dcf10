import type { Unavailable } from "./unavailable.ts";

/** Why what a server said of a new version does not count. Each is named in the log and in Diagnostics. */
export const updateRefusals = [
  "not-reachable",
  "answered-with-an-error",
  "not-over-https",
  "redirected-elsewhere",
  "too-long",
  "signature-unreadable",
  "signed-by-another-key",
  "signature-wrong",
  "unreadable",
  "older-than-known",
  "pre-release",
  "nothing-for-this-computer",
] as const;
export type UpdateRefusal = (typeof updateRefusals)[number];

/** A new version, and how this installation gets it. */
export interface NewVersion {
  readonly version: string;
  /** What is new, as plain text. */
  readonly notes: string;
  /** To be typed once the package has been downloaded; null where opening the download is all. */
  readonly command: string | null;
}

export type UpdateState =
  | { readonly kind: "not-here"; readonly reason: Exclude<Unavailable, null> }
  /** `checkedAt`: epoch milliseconds; null before the first time. */
  | { readonly kind: "none"; readonly checkedAt: number | null }
  | { readonly kind: "checking" }
  | { readonly kind: "available"; readonly release: NewVersion }
  | { readonly kind: "failed"; readonly reason: UpdateRefusal; readonly checkedAt: number };
