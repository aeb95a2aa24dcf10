/** Files as apt reads them from a server or a folder. `Release` is signed by whoever publishes them. */
import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { cp, mkdir, readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { promisify } from "node:util";
import { gzipSync } from "node:zlib";
import type { DebArchitecture } from "./deb.ts";

const suite = "stable";
const component = "main";

export interface PackagedDeb {
  readonly file: string;
  readonly architecture: DebArchitecture;
}

/** The indexes name this one version, whatever else lies in the folder. */
export async function layOutRepository(directory: string, deb: PackagedDeb, now: Date): Promise<void> {
  const pool = path.posix.join("pool", component, "tallylight", path.basename(deb.file));
  await mkdir(path.dirname(path.join(directory, pool)), { recursive: true });
  await cp(deb.file, path.join(directory, pool));
  const index = await packagesIndex(deb.file, pool);
  const indexes = [
    { name: `${component}/binary-${deb.architecture}/Packages`, bytes: Buffer.from(index) },
    { name: `${component}/binary-${deb.architecture}/Packages.gz`, bytes: gzipSync(index) },
  ];
  const suiteDirectory = path.join(directory, "dists", suite);
  for (const { name, bytes } of indexes) {
    await mkdir(path.dirname(path.join(suiteDirectory, name)), { recursive: true });
    await writeFile(path.join(suiteDirectory, name), bytes);
  }
  await writeFile(path.join(suiteDirectory, "Release"), releaseFile(deb.architecture, indexes, now));
}

async function packagesIndex(file: string, pool: string): Promise<string> {
  const { stdout: control } = await promisify(execFile)("dpkg-deb", ["--field", file]);
  const bytes = await readFile(file);
  return `${control.trimEnd()}\nFilename: ${pool}\nSize: ${bytes.length}\nSHA256: ${sha256(bytes)}\n`;
}

function releaseFile(
  architecture: DebArchitecture,
  indexes: readonly { readonly name: string; readonly bytes: Buffer }[],
  now: Date,
): string {
  return [
    "Origin: Tallylight",
    "Label: Tallylight",
    `Suite: ${suite}`,
    `Codename: ${suite}`,
    `Architectures: ${architecture}`,
    `Components: ${component}`,
    `Date: ${now.toUTCString()}`,
    "SHA256:",
    ...indexes.map(({ name, bytes }) => ` ${sha256(bytes)} ${bytes.length} ${name}`),
    "",
  ].join("\n");
}

function sha256(bytes: Buffer): string {
  return createHash("sha256").update(bytes).digest("hex");
}
