import { flipFuses, FuseV1Options, FuseVersion, getCurrentFuseWire } from "@electron/fuses";
import { LaunchError } from "../lib/launch-error.ts";

export interface FuseChoice {
  /**
   * The one difference between what people get and what the end-to-end tests run: a test drives the app through
   * Node's inspector, which is closed to everyone else.
   */
  readonly inspectable: boolean;
}

/**
 * Every fuse of an Electron binary by its index in the wire, and what it is set to. The last one is younger than the
 * library that writes the wire: it is left as Electron ships it, which is on.
 */
export function wantedFuses({ inspectable }: FuseChoice): ReadonlyMap<number, boolean> {
  return new Map<number, boolean>([
    [FuseV1Options.RunAsNode, false],
    [FuseV1Options.EnableCookieEncryption, true],
    [FuseV1Options.EnableNodeOptionsEnvironmentVariable, false],
    [FuseV1Options.EnableNodeCliInspectArguments, inspectable],
    [FuseV1Options.EnableEmbeddedAsarIntegrityValidation, true],
    [FuseV1Options.OnlyLoadAppFromAsar, true],
    [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot, false],
    [FuseV1Options.GrantFileProtocolExtraPrivileges, false],
    [wasmTrapHandlers, true],
  ]);
}

const wasmTrapHandlers = 8;
const knownToLibrary = 8;
/** How the wire spells a fuse that is off or on: the digits 0 and 1. */
const off = 0x30;
const on = 0x31;

/**
 * Sets every fuse that the binary has. One that is not in the table ends the packaging, so that it is decided on:
 * electron-builder's `electronFuses` would leave it as shipped, without a word.
 */
export async function setFuses(electron: string, choice: FuseChoice): Promise<void> {
  const wanted = wantedFuses(choice);
  const present = await readFuses(electron);
  const unknown = [...present.keys()].find((index) => !wanted.has(index));
  if (unknown !== undefined) {
    throw new LaunchError(
      `This Electron has a fuse number ${unknown} that is not decided on; add it to scripts/package/fuses.ts.`,
    );
  }
  const settable = Object.fromEntries([...wanted].filter(([index]) => present.has(index) && index < knownToLibrary));
  await flipFuses(electron, {
    version: FuseVersion.V1,
    // Flipping breaks the signature that arm64 needs to start at all; a real one follows when there is one.
    resetAdHocDarwinSignature: process.platform === "darwin",
    ...settable,
  });
  const wrong = [...(await readFuses(electron))].find(([index, state]) => wanted.get(index) !== state);
  if (wrong !== undefined) throw new LaunchError(`Fuse ${wrong[0]} of ${electron} did not take its setting.`);
}

/** Which fuses a binary has, and their states, read back from the bytes of the file. */
export async function readFuses(electron: string): Promise<ReadonlyMap<number, boolean>> {
  const { version: _, ...wire } = await getCurrentFuseWire(electron);
  const fuses = new Map<number, boolean>();
  for (const [index, state] of Object.entries(wire)) {
    // A removed one no longer does anything.
    if (Number(state) === on || Number(state) === off) fuses.set(Number(index), Number(state) === on);
  }
  return fuses;
}
