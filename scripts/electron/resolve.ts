import path from "node:path";
import { LaunchError } from "../lib/launch-error.ts";

/** How long a failed download is remembered, so that later runs start at once. */
export const DOWNLOAD_FAILURE_MEMORY_MS = 24 * 60 * 60 * 1000;

export type ElectronSource = "override" | "installed" | "downloaded" | "fallback";

export interface ElectronChoice {
  readonly source: ElectronSource;
  /** The folder that ELECTRON_OVERRIDE_DIST_PATH should name. */
  readonly distribution: string;
  readonly executable: string;
  readonly version: string;
  readonly reason: string;
}

export type DownloadPolicy = "auto" | "retry" | "never";

export interface ResolveRequest {
  readonly platform: NodeJS.Platform;
  readonly architecture: string;
  /** The version that package.json declares and node_modules/electron has. */
  readonly declaredVersion: string;
  /** The folder of the `electron` package. */
  readonly packageDirectory: string;
  readonly overrideDistribution: string | undefined;
  readonly downloadPolicy: DownloadPolicy;
  readonly fallbackAllowed: boolean;
}

export type DownloadOutcome = { readonly kind: "finished" } | { readonly kind: "failed"; readonly detail: string };

/** What the decision needs from the world. Tests pass in-memory ones. */
export interface ResolvePorts {
  now(): number;
  isExecutable(file: string): Promise<boolean>;
  /** The content, or undefined when the file is missing or unreadable. */
  readText(file: string): Promise<string | undefined>;
  /** Runs the package's own download. Bounded in time by the implementation. */
  download(): Promise<DownloadOutcome>;
  readonly downloadFailure: {
    /** When the download of this version last failed. */
    read(version: string): Promise<number | undefined>;
    remember(version: string, at: number): Promise<void>;
    forget(version: string): Promise<void>;
  };
  readonly fallback: {
    readonly version: string;
    /** The cached runtime's folder, if it is complete. */
    cached(): Promise<string | undefined>;
    /** Fetches and unpacks it; throws a LaunchError when that fails. */
    fetch(): Promise<string>;
  };
}

/** The executable's path inside an Electron distribution, per platform. */
export function executableName(platform: NodeJS.Platform): string {
  switch (platform) {
    case "darwin":
      return "Electron.app/Contents/MacOS/Electron";
    case "win32":
      return "electron.exe";
    default:
      return "electron";
  }
}

/** The one line that says which Electron runs and why. */
export function describeChoice(choice: ElectronChoice): string {
  return `Electron ${choice.version} (${choice.reason}), ${choice.executable}`;
}

/**
 * Decides which Electron runs. It never loads the `electron` package to find out: without a binary
 * that starts an unbounded download and then throws.
 *
 *   override -> installed -> downloaded -> fallback in the cache -> fallback fetched -> LaunchError
 */
export async function resolveElectron(request: ResolveRequest, ports: ResolvePorts): Promise<ElectronChoice> {
  const override = await chooseOverride(request, ports);
  if (override !== undefined) {
    return override;
  }
  const installed = await chooseInstalled(request, ports, "installed");
  if (installed !== undefined) {
    return installed;
  }
  const attempt = await attemptDownload(request, ports);
  if (attempt.kind === "downloaded") {
    return attempt.choice;
  }
  return await chooseFallback(request, ports, attempt.reason);
}

async function chooseOverride(request: ResolveRequest, ports: ResolvePorts): Promise<ElectronChoice | undefined> {
  const distribution = request.overrideDistribution;
  if (distribution === undefined || distribution === "") {
    return undefined;
  }
  const executable = path.join(distribution, executableName(request.platform));
  if (!(await ports.isExecutable(executable))) {
    return undefined;
  }
  return {
    source: "override",
    distribution,
    executable,
    version: (await readVersion(distribution, ports)) ?? "of unknown version",
    reason: "chosen by ELECTRON_OVERRIDE_DIST_PATH",
  };
}

/**
 * The package's binary. `path.txt` is written last by the package's own installer, so a broken
 * unpacking has none; `dist/version` tells a binary that an earlier `npm install` left behind.
 */
async function chooseInstalled(
  request: ResolveRequest,
  ports: ResolvePorts,
  source: "installed" | "downloaded",
): Promise<ElectronChoice | undefined> {
  const relative = (await ports.readText(path.join(request.packageDirectory, "path.txt")))?.trim();
  if (relative === undefined || relative === "") {
    return undefined;
  }
  const distribution = path.join(request.packageDirectory, "dist");
  const executable = path.join(distribution, relative);
  if (!(await ports.isExecutable(executable))) {
    return undefined;
  }
  const version = (await readVersion(distribution, ports)) ?? request.declaredVersion;
  if (version !== request.declaredVersion) {
    return undefined;
  }
  return {
    source,
    distribution,
    executable,
    version,
    reason: `${overrideNote(request)}the declared version, ${source === "installed" ? "already installed" : "just downloaded"}`,
  };
}

type DownloadAttempt =
  | { readonly kind: "downloaded"; readonly choice: ElectronChoice }
  | { readonly kind: "unavailable"; readonly reason: string };

async function attemptDownload(request: ResolveRequest, ports: ResolvePorts): Promise<DownloadAttempt> {
  const { declaredVersion, downloadPolicy } = request;
  if (downloadPolicy === "never") {
    return unavailable(request, "is not installed, and downloading it is switched off");
  }
  const failedAt = await ports.downloadFailure.read(declaredVersion);
  if (downloadPolicy === "auto" && isRecent(failedAt, ports.now())) {
    return unavailable(request, "could not be downloaded lately");
  }
  const outcome = await ports.download();
  const choice = outcome.kind === "finished" ? await chooseInstalled(request, ports, "downloaded") : undefined;
  if (choice !== undefined) {
    await ports.downloadFailure.forget(declaredVersion);
    return { kind: "downloaded", choice };
  }
  await ports.downloadFailure.remember(declaredVersion, ports.now());
  const detail = outcome.kind === "failed" ? `: ${outcome.detail}` : ": it left no executable";
  return unavailable(request, `could not be downloaded${detail}`);
}

function unavailable(request: ResolveRequest, predicate: string): DownloadAttempt {
  return {
    kind: "unavailable",
    reason: `${overrideNote(request)}the declared ${request.declaredVersion} ${predicate}`,
  };
}

/** A clock that was set back must not make the memory last for ever. */
function isRecent(failedAt: number | undefined, now: number): boolean {
  return failedAt !== undefined && failedAt <= now && now - failedAt < DOWNLOAD_FAILURE_MEMORY_MS;
}

async function chooseFallback(request: ResolveRequest, ports: ResolvePorts, reason: string): Promise<ElectronChoice> {
  const again =
    "run `TALLYLIGHT_ELECTRON_DOWNLOAD=retry npm start` where the download works, or name an unpacked Electron in ELECTRON_OVERRIDE_DIST_PATH";
  if (request.platform !== "linux" || request.architecture !== "x64") {
    throw new LaunchError(
      `No Electron to run: ${reason}, and there is no fallback runtime for ${request.platform} ${request.architecture}; ${again}.`,
    );
  }
  if (!request.fallbackAllowed) {
    throw new LaunchError(
      `No Electron to run: ${reason}, and TALLYLIGHT_ELECTRON_FALLBACK=never rules out the fallback runtime; ${again}.`,
    );
  }
  const cached = await ports.fallback.cached();
  const distribution = cached ?? (await ports.fallback.fetch());
  return {
    source: "fallback",
    distribution,
    executable: path.join(distribution, executableName(request.platform)),
    version: ports.fallback.version,
    reason: `fallback runtime: ${reason}`,
  };
}

async function readVersion(distribution: string, ports: ResolvePorts): Promise<string | undefined> {
  const text = (await ports.readText(path.join(distribution, "version")))?.trim();
  return text === undefined || text === "" ? undefined : text.replace(/^v/, "");
}

/** An override that leads nowhere is the reader's own setting: pass over it, but not silently. */
function overrideNote(request: ResolveRequest): string {
  const { overrideDistribution } = request;
  return overrideDistribution === undefined || overrideDistribution === ""
    ? ""
    : "ELECTRON_OVERRIDE_DIST_PATH has no Electron executable; ";
}
