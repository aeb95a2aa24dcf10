/** What the system calls this computer: the same for every program, another one on every computer. */
import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import { promisify } from "node:util";

/** Null where the system does not say. */
export type ReadMachineId = () => Promise<string | null>;

export interface MachineIdSources {
  readonly platform: NodeJS.Platform;
  readonly readText: (file: string) => Promise<string>;
  /** Resolves to the standard output. */
  readonly run: (program: string, programArguments: readonly string[]) => Promise<string>;
  /** Where Windows lies. */
  readonly windowsDirectory: string;
}

const linuxFiles = ["/etc/machine-id", "/var/lib/dbus/machine-id"] as const;
const guid = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/i;
/** Firmware and images that were never given one say zeros. */
const usable = /^(?=.*[1-9a-f])[0-9a-f]{32}$/;
const patience = 5_000;

/** Asks the system once; after a failure again at the next call. */
export function createMachineId(sources: MachineIdSources): ReadMachineId {
  let known: string | null = null;
  return async () => (known ??= await find(sources));
}

/** This computer's own files and programs. */
export function systemMachineId(windowsDirectory: string): ReadMachineId {
  return createMachineId({
    platform: process.platform,
    readText: (file) => readFile(file, "utf8"),
    run: async (program, programArguments) =>
      (await promisify(execFile)(program, [...programArguments], { timeout: patience, windowsHide: true })).stdout,
    windowsDirectory,
  });
}

async function find({ platform, readText, run, windowsDirectory }: MachineIdSources): Promise<string | null> {
  switch (platform) {
    case "darwin":
      return guidIn(() => run("/usr/sbin/ioreg", ["-rd1", "-c", "IOPlatformExpertDevice"]), "IOPlatformUUID");
    case "win32": {
      const key = String.raw`HKLM\SOFTWARE\Microsoft\Cryptography`;
      const program = `${windowsDirectory}\\System32\\reg.exe`;
      return guidIn(() => run(program, ["query", key, "/v", "MachineGuid", "/reg:64"]), "MachineGuid");
    }
    default:
      for (const file of linuxFiles) {
        const found = normalized(await orNothing(() => readText(file)));
        if (found !== null) return found;
      }
      return null;
  }
}

async function guidIn(ask: () => Promise<string>, name: string): Promise<string | null> {
  const line = (await orNothing(ask)).split(/\r?\n/).find((text) => text.includes(name)) ?? "";
  return normalized(guid.exec(line)?.[0] ?? "");
}

function normalized(text: string): string | null {
  const id = text.trim().toLowerCase().replaceAll("-", "");
  return usable.test(id) ? id : null;
}

async function orNothing(ask: () => Promise<string>): Promise<string> {
  try {
    return await ask();
  } catch {
    return "";
  }
}
