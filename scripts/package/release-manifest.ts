import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { readdir, stat } from "node:fs/promises";
import path from "node:path";
import { pipeline } from "node:stream/promises";
import * as v from "valibot";
import { type Artefact, manifestSchema } from "../../app/updates/manifest.ts";
import { LaunchError } from "../lib/launch-error.ts";

export interface ReleaseRequest {
  readonly folder: string;
  readonly version: string;
  readonly notes: string;
  readonly date: number;
}

const kinds: readonly (readonly [RegExp, Pick<Artefact, "os" | "kind">])[] = [
  [/\.AppImage$/, { os: "linux", kind: "appimage" }],
  [/\.deb$/, { os: "linux", kind: "deb" }],
  [/linux.*\.tar\.gz$/, { os: "linux", kind: "tar.gz" }],
  [/\.dmg$/, { os: "darwin", kind: "dmg" }],
  [/\.exe$/, { os: "win32", kind: "nsis" }],
];

/** The text of `update.json`, of all packages in the folder. It is decoded as the app does, so that none is refused. */
export async function releaseManifest({ folder, version, notes, date }: ReleaseRequest): Promise<string> {
  const artefacts: Artefact[] = [];
  for (const file of (await readdir(folder)).toSorted()) {
    const known = kinds.find(([pattern]) => pattern.test(file))?.[1];
    if (known === undefined) continue;
    if (file.includes("not-for-distribution")) throw new LaunchError(`${file} is not for other people.`);
    const full = path.join(folder, file);
    artefacts.push({
      ...known,
      arch: architectureOf(file),
      file,
      size: (await stat(full)).size,
      sha512: await sha512(full),
    });
  }
  const manifest = { format: 1, product: "tallylight", version, date, notes, artefacts };
  if (!v.is(manifestSchema, manifest)) throw new LaunchError(`The packages in ${folder} make no release.`);
  return `${JSON.stringify(manifest, null, 2)}\n`;
}

function architectureOf(file: string): Artefact["arch"] {
  if (file.includes("universal")) return "universal";
  return /arm64|aarch64/.test(file) ? "arm64" : "x64";
}

async function sha512(file: string): Promise<string> {
  const hash = createHash("sha512");
  await pipeline(createReadStream(file), hash);
  return hash.digest("hex");
}
