import type * as Ssh2 from "ssh2";

export type SshLibrary = Pick<typeof Ssh2, "Client" | "utils">;

/** Loaded when a relay first needs it, so that an app without one never pays for it. */
export async function loadSsh(): Promise<SshLibrary> {
  // A CommonJS module, of whose names Node finds only some: the whole is its default.
  const { default: library } = await import("ssh2");
  return library;
}
