import { readFile } from "node:fs/promises";
import path from "node:path";
import { extendEnvironment, prependPath } from "../lib/environment.ts";
import { isExecutable, readTextIfPossible } from "../lib/files.ts";
import { LaunchError } from "../lib/launch-error.ts";
import { cacheDirectory, projectRoot } from "../lib/project.ts";
import type { Environment } from "../lib/project.ts";
import { report } from "../lib/report.ts";
import { openDownloadFailures } from "./download-failures.ts";
import { downloadElectron } from "./download.ts";
import { describeParts, hasDisplay, hasSessionBus, startDesktopSession } from "./desktop-session.ts";
import type { DesktopSession } from "./desktop-session.ts";
import { openFallbackStore } from "./fallback-runtime.ts";
import { describeChoice, resolveElectron } from "./resolve.ts";
import type { DownloadPolicy, ElectronChoice, ResolvePorts, ResolveRequest } from "./resolve.ts";
import { gatherSandboxFacts, sandboxArguments } from "./sandbox.ts";
import { ensureSystem } from "./system.ts";

export interface PrepareOptions {
  /**
   * `reuse` takes the desktop that is there and makes one up where there is none. `private` always
   * makes one up, on Linux: tests must not meet the user's own windows and tray.
   */
  readonly desktop?: "reuse" | "private";
  readonly environment?: Environment;
}

export interface PreparedElectron {
  readonly executable: string;
  /** What every start of the executable needs, before the app's path. */
  readonly args: readonly string[];
  /** To be merged over the process's own environment; `undefined` removes a variable. */
  readonly env: Environment;
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
  const linux = process.platform === "linux";
  const args = linux ? sandboxArguments(await gatherSandboxFacts(choice.distribution)) : [];
  const session = linux ? await prepareDesktop(choice, environment, options.desktop ?? "reuse") : undefined;
  return {
    executable: choice.executable,
    args,
    env: collectVariables(choice, args, session),
    version: choice.version,
    description,
    dispose: async () => session?.end(),
  };
}

/** The environment for a child process: ours, the preparation's, without what would spoil it. */
export function childEnvironment(
  prepared: Pick<PreparedElectron, "env">,
  environment: Environment = process.env,
): Record<string, string> {
  // Editors' terminals may set it; it makes Electron a plain Node, without app or windows.
  const extended = extendEnvironment(environment, { ...prepared.env, ELECTRON_RUN_AS_NODE: undefined });
  return prependPath(extended, path.join(projectRoot, "node_modules", ".bin"));
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

/** Undefined where nothing has to be started. */
async function prepareDesktop(
  choice: ElectronChoice,
  environment: Environment,
  desktop: "reuse" | "private",
): Promise<DesktopSession | undefined> {
  const parts = {
    display: desktop === "private" || !hasDisplay(environment),
    bus: desktop === "private" || !hasSessionBus(environment),
  };
  await ensureSystem({
    executable: choice.executable,
    needsVirtualDisplay: parts.display,
    needsSessionBus: parts.bus,
    isRoot: process.getuid?.() === 0,
    isContinuousIntegration: isTrue(environment["CI"]),
  });
  if (!parts.display && !parts.bus) return undefined;
  const session = await startDesktopSession(parts, { environment });
  const started = describeParts(parts);
  report(
    desktop === "private" ? `Started a ${started} for this run.` : `No desktop session here: started a ${started}.`,
  );
  return session;
}

function isTrue(value: string | undefined): boolean {
  return value !== undefined && value !== "" && value !== "0" && value !== "false";
}

/**
 * Each tool finds Electron by another variable: the `electron` package and Playwright by the first, electron-vite by
 * the second; NO_SANDBOX is electron-vite's as well.
 */
function collectVariables(
  choice: ElectronChoice,
  args: readonly string[],
  session: DesktopSession | undefined,
): Environment {
  return {
    ELECTRON_OVERRIDE_DIST_PATH: choice.distribution,
    ELECTRON_EXEC_PATH: choice.executable,
    ...(args.includes("--no-sandbox") ? { NO_SANDBOX: "1" } : {}),
    ...session?.env,
  };
}
