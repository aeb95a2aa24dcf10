import { mkdir, readdir, stat, writeFile } from "node:fs/promises";
import path from "node:path";
import { buildCommandLine } from "./build-command-line.ts";
import { LaunchError } from "./launch-error.ts";
import { projectRoot } from "./project.ts";
import { report } from "./report.ts";
import { runTool } from "./run.ts";

/** What the build is made of. Folders count too, so that a removed file is noticed. */
const SOURCES = [
  "app",
  "main",
  "renderer",
  "electron.vite.config.ts",
  "package.json",
  "package-lock.json",
  "tsconfig.json",
];
const MAIN_OUTPUT = path.join("out", "main", "index.cjs");
/** Outside `out`, which gets packaged. */
const STAMP = path.join("node_modules", ".cache", "tallylight", "built");

export interface BuildTimes {
  /** When the last complete build by the launcher ended. */
  readonly stamp: number | undefined;
  readonly newestSource: number;
  readonly mainOutput: number | undefined;
}

/**
 * Whether `out` is what the sources say now. The development server writes to `out` as well, in its
 * own mode, and a build may fail half-way: both leave a main output newer than the stamp.
 */
export function isBuildFresh(times: BuildTimes): boolean {
  const { stamp, newestSource, mainOutput } = times;
  return stamp !== undefined && mainOutput !== undefined && newestSource <= stamp && mainOutput <= stamp;
}

export async function buildIfNeeded(env: Readonly<Record<string, string>>): Promise<void> {
  const times: BuildTimes = {
    stamp: await modifiedAt(path.join(projectRoot, STAMP)),
    newestSource: Math.max(
      ...(await Promise.all(SOURCES.map((source) => newestBelow(path.join(projectRoot, source))))),
    ),
    mainOutput: await modifiedAt(path.join(projectRoot, MAIN_OUTPUT)),
  };
  if (isBuildFresh(times)) {
    return;
  }
  report("The sources are newer than the build: building …");
  const code = await build(env);
  if (code !== 0) {
    throw new LaunchError("The build failed; run `npm run build` to see why.");
  }
}

/** Builds and, if that went well, remembers when. */
export async function build(env: Readonly<Record<string, string>>): Promise<number> {
  const code = await runTool("electron-vite", ["build"], { cwd: projectRoot, env });
  if (code === 0) {
    await buildCommandLine();
    const stamp = path.join(projectRoot, STAMP);
    await mkdir(path.dirname(stamp), { recursive: true });
    await writeFile(stamp, "");
  }
  return code;
}

async function modifiedAt(file: string): Promise<number | undefined> {
  try {
    return (await stat(file)).mtimeMs;
  } catch {
    return undefined;
  }
}

async function newestBelow(file: string): Promise<number> {
  const own = await modifiedAt(file);
  if (own === undefined) {
    return 0;
  }
  const status = await stat(file);
  if (!status.isDirectory()) {
    return own;
  }
  const names = await readdir(file);
  return Math.max(own, ...(await Promise.all(names.map((name) => newestBelow(path.join(file, name))))));
}
