import { readFile } from "node:fs/promises";
import path from "node:path";
import { isExecutable, readTextIfPossible } from "../lib/files.ts";
import { LaunchError } from "../lib/launch-error.ts";
import { cacheDirectory, projectRoot } from "../lib/project.ts";
import type { Environment } from "../lib/project.ts";
import { report } from "../lib/report.ts";
import { openDownloadFailures } from "./download-failures.ts";
import { downloadElectron } from "./download.ts";
import { hasDisplay, hasSessionBus, startSessionBus, startVirtualDisplay } from "./display.ts";
import type { DesktopPart } from "./display.ts";
import { openFallbackStore } from "./fallback-runtime.ts";
import { describeChoice, resolveElectron } from "./resolve.ts";
import type { DownloadPolicy, ElectronChoice, ResolvePorts, ResolveRequest } from "./resolve.ts";
import { gatherSandboxFacts, sandboxArguments } from "./sandbox.ts";
import { ensureSystem } from "./system.ts";

export interface PrepareOptions {
  /**
   * `reuse` takes the desktop that is there and makes one up where there is none. `private` always
   * makes one up, on Linux: tests must not meet the person's own windows and tray.
   */
  readonly desktop?: "reuse" | "private";
  readonly environment?: Environment;
}

export interface PreparedElectron {
  readonly executable: string;
  /** What every start of the executable needs, before the app's path. */
  readonly args: readonly string[];
  /** To be merged over the process's own environment. */
  readonly env: Readonly<Record<string, string>>;
  readonly version: string;
  readonly description: string;
  /** Ends what was started for it. Does nothing the second time. */
  dispose(): Promise<void>;
}

/** Makes Electron ready to start here, and says on stderr what it does for that. */
export async function prepareElectron(options: PrepareOptions = {}): Promise<PreparedElectron> {
  const environment = options.environment ?? process.env;
  const choice = await chooseElectron(environment);
  const description = describeChoice(choice);
  report(description);
  const desktop =
    process.platform === "linux"
      ? await prepareLinux(choice, environment, options.desktop ?? "reuse")
      : { args: [], parts: [] };
  return {
    executable: choice.executable,
    args: desktop.args,
    env: collectVariables(choice, desktop.args, desktop.parts),
    version: choice.version,
    description,
    dispose: () => endAll(desktop.parts),
  };
}

/** The environment for a child process: ours, the preparation's, without what would spoil it. */
export function childEnvironment(
  prepared: Pick<PreparedElectron, "env">,
  environment: Environment = process.env,
): Record<string, string> {
  const merged: Record<string, string> = {};
  for (const [name, value] of Object.entries({ ...environment, ...prepared.env })) {
    // Editors' terminals may set it; it makes Electron a plain Node, without app or windows.
    if (value !== undefined && name !== "ELECTRON_RUN_AS_NODE") {
      merged[name] = value;
    }
  }
  const binaries = path.join(projectRoot, "node_modules", ".bin");
  merged["PATH"] = [binaries, merged["PATH"] ?? ""].join(path.delimiter);
  return merged;
}

/** Which Electron there is, without a desktop to run it on. */
export async function chooseElectron(environment: Environment): Promise<ElectronChoice> {
  const packageDirectory = path.join(projectRoot, "node_modules", "electron");
  const declaredVersion = await readDeclaredVersion(packageDirectory);
  const cache = cacheDirectory(environment);
  const request: ResolveRequest = {
    platform: process.platform,
    architecture: process.arch,
    declaredVersion,
    packageDirectory,
    overrideDistribution: environment["ELECTRON_OVERRIDE_DIST_PATH"],
    downloadPolicy: parseDownloadPolicy(environment["TALLYLIGHT_ELECTRON_DOWNLOAD"]),
    fallbackAllowed: parseFallbackAllowed(environment["TALLYLIGHT_ELECTRON_FALLBACK"]),
  };
  const ports: ResolvePorts = {
    now: () => Date.now(),
    isExecutable,
    readText: readTextIfPossible,
    download: () => downloadElectron({ packageDirectory, version: declaredVersion, environment }),
    downloadFailure: openDownloadFailures(cache),
    fallback: openFallbackStore(cache),
  };
  return await resolveElectron(request, ports);
}

async function readDeclaredVersion(packageDirectory: string): Promise<string> {
  try {
    const manifest: unknown = JSON.parse(await readFile(path.join(packageDirectory, "package.json"), "utf8"));
    if (
      typeof manifest === "object" &&
      manifest !== null &&
      "version" in manifest &&
      typeof manifest.version === "string"
    ) {
      return manifest.version;
    }
  } catch {
    // The sentence below covers it.
  }
  throw new LaunchError("The `electron` package is not installed; run `npm ci`.");
}

export function parseDownloadPolicy(value: string | undefined): DownloadPolicy {
  switch (value) {
    case undefined:
    case "":
    case "auto":
      return "auto";
    case "retry":
    case "never":
      return value;
    default:
      throw new LaunchError(
        `TALLYLIGHT_ELECTRON_DOWNLOAD is "${value}", but it may be auto, retry or never; run \`unset TALLYLIGHT_ELECTRON_DOWNLOAD\` for the default.`,
      );
  }
}

export function parseFallbackAllowed(value: string | undefined): boolean {
  switch (value) {
    case undefined:
    case "":
    case "auto":
      return true;
    case "never":
      return false;
    default:
      throw new LaunchError(
        `TALLYLIGHT_ELECTRON_FALLBACK is "${value}", but it may be auto or never; run \`unset TALLYLIGHT_ELECTRON_FALLBACK\` for the default.`,
      );
  }
}

async function prepareLinux(
  choice: ElectronChoice,
  environment: Environment,
  desktop: "reuse" | "private",
): Promise<{ readonly args: readonly string[]; readonly parts: readonly DesktopPart[] }> {
  const needsVirtualDisplay = desktop === "private" || !hasDisplay(environment);
  const needsSessionBus = desktop === "private" || !hasSessionBus(environment);
  await ensureSystem({
    executable: choice.executable,
    needsVirtualDisplay,
    needsSessionBus,
    isRoot: process.getuid?.() === 0,
    isContinuousIntegration: isTrue(environment["CI"]),
  });
  const parts = await startParts([
    ...(needsVirtualDisplay ? [startVirtualDisplay] : []),
    ...(needsSessionBus ? [startSessionBus] : []),
  ]);
  if (parts.length > 0) {
    const started = parts.map((part) => part.description).join(" and ");
    report(
      desktop === "private" ? `Started a ${started} for this run.` : `No desktop session here: started a ${started}.`,
    );
  }
  return { args: sandboxArguments(await gatherSandboxFacts(choice.distribution)), parts };
}

function isTrue(value: string | undefined): boolean {
  return value !== undefined && value !== "" && value !== "0" && value !== "false";
}

/** All or none: when one fails, those before it are ended. */
async function startParts(starters: readonly (() => Promise<DesktopPart>)[]): Promise<readonly DesktopPart[]> {
  const parts: DesktopPart[] = [];
  try {
    for (const start of starters) {
      parts.push(await start());
    }
  } catch (error) {
    await endAll(parts);
    throw error;
  }
  return parts;
}

async function endAll(parts: readonly DesktopPart[]): Promise<void> {
  await Promise.all(parts.map((part) => part.end()));
}

/**
 * Each tool looks for Electron in its own way: the `electron` package and Playwright by the first
 * variable, electron-vite by the second; NO_SANDBOX is electron-vite's as well.
 */
function collectVariables(
  choice: ElectronChoice,
  args: readonly string[],
  parts: readonly DesktopPart[],
): Readonly<Record<string, string>> {
  return {
    ELECTRON_OVERRIDE_DIST_PATH: choice.distribution,
    ELECTRON_EXEC_PATH: choice.executable,
    ...(args.includes("--no-sandbox") ? { NO_SANDBOX: "1" } : {}),
    ...Object.assign({}, ...parts.map((part) => part.env)),
  };
}
