import { capture as captureRun, lastLines } from "../lib/capture.ts";
import type { CapturedRun } from "../lib/capture.ts";
import { findProgram } from "../lib/files.ts";
import { LaunchError } from "../lib/launch-error.ts";
import { report as reportLine } from "../lib/report.ts";
import { aptCandidates, aptPackages, installCommand, parseAptPolicy, parseMissingLibraries } from "./packages.ts";
import type { Need, PackageManager } from "./packages.ts";

const APT_ENVIRONMENT = { DEBIAN_FRONTEND: "noninteractive", LC_ALL: "C" } as const;
const INSTALL_LIMIT_MS = 10 * 60_000;

export interface SystemRequest {
  readonly executable: string;
  readonly needsVirtualDisplay: boolean;
  readonly needsSessionBus: boolean;
  readonly isRoot: boolean;
  readonly isContinuousIntegration: boolean;
}

/** What the check needs from the world. Tests pass a scripted one. */
export interface SystemPorts {
  run(command: string, args: readonly string[], options?: { readonly timeoutMs?: number }): Promise<CapturedRun>;
  find(program: string): Promise<string | undefined>;
  report(line: string): void;
}

/** The real ones. Tools answer in English and without questions. */
export const systemPorts: SystemPorts = {
  run: (command, args, options = {}) =>
    captureRun(command, args, { ...options, env: { ...process.env, ...APT_ENVIRONMENT } }),
  find: (program) => findProgram(program),
  report: reportLine,
};

interface Shortage {
  readonly needs: readonly Need[];
  readonly sentence: string;
}

/**
 * Sees to it that Electron can start on this Linux machine. As root, or in continuous integration,
 * it installs what is missing; elsewhere an error names the one command that does.
 */
export async function ensureSystem(request: SystemRequest, ports: SystemPorts = systemPorts): Promise<void> {
  const shortage = await findShortage(request, ports);
  if (shortage === undefined) {
    return;
  }
  const manager = await findPackageManager(ports);
  const aptNames = manager === "apt-get" ? await chooseAptNames(shortage.needs, ports) : [];
  const advice = adviceFor(installCommand(manager, shortage.needs, aptNames));
  const mayInstall = request.isRoot || request.isContinuousIntegration;
  if (manager !== "apt-get" || !mayInstall) {
    throw new LaunchError(`${shortage.sentence}; ${advice}.`);
  }
  ports.report(`${shortage.sentence}: installing ${aptNames.join(" ")} with apt-get …`);
  await installWithApt(request, shortage, ports);
  const remaining = await findShortage(request, ports);
  if (remaining !== undefined) {
    throw new LaunchError(
      `${remaining.sentence} even after the installation; run \`ldd ${request.executable}\` to see more.`,
    );
  }
}

async function findShortage(request: SystemRequest, ports: SystemPorts): Promise<Shortage | undefined> {
  const libraries = parseMissingLibraries((await ports.run("ldd", [request.executable])).output);
  // xvfb-run comes with the server and calls xauth, which may be packaged apart from it.
  const display = request.needsVirtualDisplay ? await missingPrograms(["xvfb-run", "xauth"], ports) : [];
  const bus = request.needsSessionBus ? await missingPrograms(["dbus-run-session"], ports) : [];
  const missing = [...libraries, ...display, ...bus];
  const needs: readonly Need[] = [
    ...(libraries.length > 0 ? (["libraries"] as const) : []),
    ...(display.length > 0 ? (["virtual-display"] as const) : []),
    ...(bus.length > 0 ? (["session-bus"] as const) : []),
  ];
  return missing.length === 0
    ? undefined
    : { needs, sentence: `Electron cannot start here, this machine lacks ${missing.join(", ")}` };
}

async function missingPrograms(programs: readonly string[], ports: SystemPorts): Promise<readonly string[]> {
  const found = await Promise.all(programs.map((program) => ports.find(program)));
  return programs.filter((_program, index) => found[index] === undefined);
}

async function findPackageManager(ports: SystemPorts): Promise<PackageManager | undefined> {
  for (const manager of ["apt-get", "dnf", "pacman"] as const) {
    if ((await ports.find(manager)) !== undefined) {
      return manager;
    }
  }
  return undefined;
}

async function chooseAptNames(needs: readonly Need[], ports: SystemPorts): Promise<readonly string[]> {
  return (await findAptPackages(needs, ports)).packages;
}

async function findAptPackages(needs: readonly Need[], ports: SystemPorts): Promise<ReturnType<typeof aptPackages>> {
  const policy = await ports.run("apt-cache", ["policy", ...aptCandidates(needs)]);
  return aptPackages(needs, parseAptPolicy(policy.output));
}

/** A fresh container has no package lists, and an old one has lists whose files are gone. */
async function installWithApt(request: SystemRequest, shortage: Shortage, ports: SystemPorts): Promise<void> {
  const first = await findAptPackages(shortage.needs, ports);
  if (first.unknown.length === 0) {
    const run = await apt(request, ports, installArguments(first.packages));
    if (run.code === 0) {
      return;
    }
  }
  await apt(request, ports, ["update"]);
  const { packages } = await findAptPackages(shortage.needs, ports);
  const run = await apt(request, ports, installArguments(packages));
  if (run.code !== 0) {
    const command = installCommand("apt-get", shortage.needs, packages);
    throw new LaunchError(
      `${shortage.sentence}, and apt-get could not install it; ${adviceFor(command)}.\n${lastLines(run.output, 5)}`,
    );
  }
}

function installArguments(packages: readonly string[]): readonly string[] {
  return ["install", "-y", "--no-install-recommends", ...packages];
}

function apt(request: SystemRequest, ports: SystemPorts, args: readonly string[]): Promise<CapturedRun> {
  // Another apt on the same machine is waited for instead of failing at once.
  const full = ["-o", "DPkg::Lock::Timeout=120", "-q", ...args];
  const options = { timeoutMs: INSTALL_LIMIT_MS };
  if (request.isRoot) {
    return ports.run("apt-get", full, options);
  }
  // sudo drops the environment, and -n makes it fail instead of asking for a password.
  const variables = Object.entries(APT_ENVIRONMENT).map(([name, value]) => `${name}=${value}`);
  return ports.run("sudo", ["-n", "env", ...variables, "apt-get", ...full], options);
}

function adviceFor(command: string | undefined): string {
  return command === undefined
    ? "install GTK 3, NSS, ALSA, libgbm, xvfb-run, xauth and dbus-run-session with your package manager"
    : `run \`${command}\``;
}
