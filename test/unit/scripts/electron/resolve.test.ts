import { describe, expect, test } from "vitest";
import {
  DOWNLOAD_FAILURE_MEMORY_MS,
  describeChoice,
  executableName,
  resolveElectron,
} from "../../../../scripts/electron/resolve.ts";
import type { DownloadOutcome, ResolvePorts, ResolveRequest } from "../../../../scripts/electron/resolve.ts";
import { LaunchError } from "../../../../scripts/lib/launch-error.ts";

const NOW = 1_000_000_000_000;
const PACKAGE = "/project/node_modules/electron";

const request: ResolveRequest = {
  platform: "linux",
  architecture: "x64",
  declaredVersion: "45.4.1",
  packageDirectory: PACKAGE,
  overrideDistribution: undefined,
  downloadPolicy: "auto",
  fallbackAllowed: true,
};

/** A machine in memory: which files it has, and what its network would bring. */
interface Machine {
  readonly executables?: readonly string[];
  readonly texts?: Readonly<Record<string, string>>;
  readonly download?: DownloadOutcome;
  /** What appears when the download finishes. */
  readonly downloaded?: Machine;
  readonly failedAt?: number;
  readonly cachedFallback?: string;
  readonly fallbackError?: LaunchError;
}

const INSTALLED: Machine = {
  executables: [`${PACKAGE}/dist/electron`],
  texts: { [`${PACKAGE}/path.txt`]: "electron", [`${PACKAGE}/dist/version`]: "45.4.1" },
};

function createPorts(machine: Machine): { ports: ResolvePorts; calls: string[] } {
  const calls: string[] = [];
  let files = machine;
  const ports: ResolvePorts = {
    now: () => NOW,
    isExecutable: async (file) => files.executables?.includes(file) ?? false,
    readText: async (file) => files.texts?.[file],
    download: async () => {
      calls.push("download");
      files = machine.downloaded ?? files;
      return machine.download ?? { kind: "failed", detail: "no network" };
    },
    downloadFailure: {
      read: async () => machine.failedAt,
      remember: async (version, at) => void calls.push(`remember ${version} ${at}`),
      forget: async (version) => void calls.push(`forget ${version}`),
    },
    fallback: {
      version: "33.2.1",
      cached: async () => machine.cachedFallback,
      fetch: async () => {
        calls.push("fetch");
        if (machine.fallbackError !== undefined) {
          throw machine.fallbackError;
        }
        return "/cache/fetched";
      },
    },
  };
  return { ports, calls };
}

interface Case {
  readonly title: string;
  readonly request?: Partial<ResolveRequest>;
  readonly machine: Machine;
  readonly line: string;
  readonly calls?: readonly string[];
}

const FALLBACK_LINE = "Electron 33.2.1 (fallback runtime: the declared 45.4.1";

const cases: readonly Case[] = [
  {
    title: "the override wins over an installed binary",
    request: { overrideDistribution: "/mine" },
    machine: {
      executables: ["/mine/electron", ...(INSTALLED.executables ?? [])],
      texts: { ...INSTALLED.texts, "/mine/version": "v44.1.0\n" },
    },
    line: "Electron 44.1.0 (chosen by ELECTRON_OVERRIDE_DIST_PATH), /mine/electron",
  },
  {
    title: "an override without a version file is used all the same",
    request: { overrideDistribution: "/mine" },
    machine: { executables: ["/mine/electron"] },
    line: "Electron of unknown version (chosen by ELECTRON_OVERRIDE_DIST_PATH), /mine/electron",
  },
  {
    title: "an override without an executable is passed over, and said so",
    request: { overrideDistribution: "/mine" },
    machine: INSTALLED,
    line: `Electron 45.4.1 (ELECTRON_OVERRIDE_DIST_PATH has no Electron executable; the declared version, already installed), ${PACKAGE}/dist/electron`,
  },
  {
    title: "an empty override is none",
    request: { overrideDistribution: "" },
    machine: INSTALLED,
    line: `Electron 45.4.1 (the declared version, already installed), ${PACKAGE}/dist/electron`,
  },
  {
    title: "the installed binary is used without a download",
    machine: INSTALLED,
    line: `Electron 45.4.1 (the declared version, already installed), ${PACKAGE}/dist/electron`,
  },
  {
    title: "a path file with a line end is read",
    machine: { ...INSTALLED, texts: { ...INSTALLED.texts, [`${PACKAGE}/path.txt`]: "electron\n" } },
    line: `Electron 45.4.1 (the declared version, already installed), ${PACKAGE}/dist/electron`,
  },
  {
    title: "on macOS the executable lies inside the bundle",
    request: { platform: "darwin", architecture: "arm64" },
    machine: {
      executables: [`${PACKAGE}/dist/Electron.app/Contents/MacOS/Electron`],
      texts: { [`${PACKAGE}/path.txt`]: "Electron.app/Contents/MacOS/Electron" },
    },
    line: `Electron 45.4.1 (the declared version, already installed), ${PACKAGE}/dist/Electron.app/Contents/MacOS/Electron`,
  },
  {
    title: "a download that works is used, and an earlier failure forgotten",
    machine: { download: { kind: "finished" }, downloaded: INSTALLED, failedAt: NOW - DOWNLOAD_FAILURE_MEMORY_MS },
    line: `Electron 45.4.1 (the declared version, just downloaded), ${PACKAGE}/dist/electron`,
    calls: ["download", "forget 45.4.1"],
  },
  {
    title: "an unreadable path file leads to a download",
    machine: { executables: INSTALLED.executables ?? [], cachedFallback: "/cache/kept" },
    line: `${FALLBACK_LINE} could not be downloaded: no network), /cache/kept/electron`,
    calls: ["download", `remember 45.4.1 ${NOW}`],
  },
  {
    title: "a path file whose executable is missing leads to a download",
    machine: { texts: INSTALLED.texts ?? {}, cachedFallback: "/cache/kept" },
    line: `${FALLBACK_LINE} could not be downloaded: no network), /cache/kept/electron`,
    calls: ["download", `remember 45.4.1 ${NOW}`],
  },
  {
    title: "a binary of another version leads to a download",
    machine: {
      ...INSTALLED,
      texts: { ...INSTALLED.texts, [`${PACKAGE}/dist/version`]: "44.0.0" },
      download: { kind: "finished" },
      downloaded: INSTALLED,
    },
    line: `Electron 45.4.1 (the declared version, just downloaded), ${PACKAGE}/dist/electron`,
    calls: ["download", "forget 45.4.1"],
  },
  {
    title: "a download that is done but left nothing counts as failed",
    machine: { download: { kind: "finished" }, cachedFallback: "/cache/kept" },
    line: `${FALLBACK_LINE} could not be downloaded: it left no executable), /cache/kept/electron`,
    calls: ["download", `remember 45.4.1 ${NOW}`],
  },
  {
    title: "a download that timed out is remembered",
    machine: { download: { kind: "failed", detail: "nothing arrived for 8 s" }, cachedFallback: "/cache/kept" },
    line: `${FALLBACK_LINE} could not be downloaded: nothing arrived for 8 s), /cache/kept/electron`,
    calls: ["download", `remember 45.4.1 ${NOW}`],
  },
  {
    title: "a remembered failure spares the next download",
    machine: { failedAt: NOW - 1, cachedFallback: "/cache/kept" },
    line: `${FALLBACK_LINE} could not be downloaded lately), /cache/kept/electron`,
  },
  {
    title: "a failure is forgotten after a day",
    machine: { failedAt: NOW - DOWNLOAD_FAILURE_MEMORY_MS, cachedFallback: "/cache/kept" },
    line: `${FALLBACK_LINE} could not be downloaded: no network), /cache/kept/electron`,
    calls: ["download", `remember 45.4.1 ${NOW}`],
  },
  {
    title: "a failure from the future is not believed",
    machine: { failedAt: NOW + 1, cachedFallback: "/cache/kept" },
    line: `${FALLBACK_LINE} could not be downloaded: no network), /cache/kept/electron`,
    calls: ["download", `remember 45.4.1 ${NOW}`],
  },
  {
    title: "retry downloads in spite of a remembered failure",
    request: { downloadPolicy: "retry" },
    machine: { failedAt: NOW - 1, download: { kind: "finished" }, downloaded: INSTALLED },
    line: `Electron 45.4.1 (the declared version, just downloaded), ${PACKAGE}/dist/electron`,
    calls: ["download", "forget 45.4.1"],
  },
  {
    title: "never downloads nothing",
    request: { downloadPolicy: "never" },
    machine: { cachedFallback: "/cache/kept" },
    line: `${FALLBACK_LINE} is not installed, and downloading it is switched off), /cache/kept/electron`,
  },
  {
    title: "without a cached fallback it is fetched",
    machine: {},
    line: `${FALLBACK_LINE} could not be downloaded: no network), /cache/fetched/electron`,
    calls: ["download", `remember 45.4.1 ${NOW}`, "fetch"],
  },
];

describe("resolveElectron", () => {
  test.each(cases)("$title", async ({ request: changes, machine, line, calls }) => {
    const { ports, calls: actualCalls } = createPorts(machine);
    const choice = await resolveElectron({ ...request, ...changes }, ports);
    expect(describeChoice(choice)).toBe(line);
    expect(actualCalls).toEqual(calls ?? []);
  });

  test.each([
    { platform: "darwin", architecture: "arm64" },
    { platform: "win32", architecture: "x64" },
    { platform: "linux", architecture: "arm64" },
  ] as const)("has no fallback for $platform $architecture, and says so", async (machine) => {
    const { ports, calls } = createPorts({ cachedFallback: "/cache/kept" });
    await expect(resolveElectron({ ...request, ...machine }, ports)).rejects.toThrow(
      `No Electron to run: the declared 45.4.1 could not be downloaded: no network, and there is no fallback runtime for ${machine.platform} ${machine.architecture}; run \`TALLYLIGHT_ELECTRON_DOWNLOAD=retry npm start\``,
    );
    expect(calls).not.toContain("fetch");
  });

  test("respects that the fallback is ruled out", async () => {
    const { ports, calls } = createPorts({ cachedFallback: "/cache/kept" });
    await expect(resolveElectron({ ...request, fallbackAllowed: false }, ports)).rejects.toThrow(
      "TALLYLIGHT_ELECTRON_FALLBACK=never rules out the fallback runtime",
    );
    expect(calls).not.toContain("fetch");
  });

  test("hands on the sentence of a fallback that cannot be fetched", async () => {
    const fallbackError = new LaunchError("The fallback runtime is not the expected file.");
    const { ports } = createPorts({ fallbackError });
    await expect(resolveElectron(request, ports)).rejects.toBe(fallbackError);
  });
});

test.each([
  ["linux", "electron"],
  ["win32", "electron.exe"],
  ["darwin", "Electron.app/Contents/MacOS/Electron"],
] as const)("executableName on %s", (platform, name) => {
  expect(executableName(platform)).toBe(name);
});
