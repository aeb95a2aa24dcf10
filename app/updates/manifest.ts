import * as v from "valibot";
import { parseVersion } from "./version.ts";

/** Of `update.json`, in bytes. */
export const longestManifest = 64 * 1024;
const largestArtefact = 400 * 1024 * 1024;
const longestNotes = 4_000;

const version = v.pipe(
  v.string(),
  v.maxLength(60),
  v.check((text) => parseVersion(text) !== null),
);

const artefact = v.object({
  os: v.picklist(["linux", "darwin", "win32"]),
  arch: v.picklist(["x64", "arm64", "universal"]),
  kind: v.picklist(["appimage", "deb", "tar.gz", "dmg", "zip", "nsis"]),
  /** A base name: never a folder, and nothing that a shell would take for more than a word. */
  file: v.pipe(v.string(), v.maxLength(120), v.regex(/^[A-Za-z0-9_][A-Za-z0-9._-]*$/)),
  size: v.pipe(v.number(), v.safeInteger(), v.minValue(1), v.maxValue(largestArtefact)),
  sha512: v.pipe(v.string(), v.regex(/^[0-9a-f]{128}$/)),
});

export type Artefact = v.InferOutput<typeof artefact>;

/** Signed, and still decoded. What later versions add is ignored. */
export const manifestSchema = v.object({
  format: v.literal(1),
  product: v.literal("tallylight"),
  version,
  /** When it was signed, epoch milliseconds. */
  date: v.pipe(v.number(), v.safeInteger(), v.minValue(0)),
  notes: v.pipe(v.string(), v.maxLength(longestNotes)),
  artefacts: v.pipe(v.array(artefact), v.minLength(1), v.maxLength(40)),
});

export type Manifest = v.InferOutput<typeof manifestSchema>;

export function decodeManifest(text: string): Manifest | null {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    return null;
  }
  const decoded = v.safeParse(manifestSchema, parsed);
  return decoded.success ? decoded.output : null;
}
