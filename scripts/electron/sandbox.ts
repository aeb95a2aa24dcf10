import { stat } from "node:fs/promises";
import path from "node:path";
import { readTextIfPossible } from "../lib/files.ts";

/** What decides whether Chromium's sandbox can work on a Linux machine. */
export interface SandboxFacts {
  readonly isRoot: boolean;
  /** The distribution's chrome-sandbox belongs to root and has its set-user-id bit. */
  readonly hasHelper: boolean;
  readonly userNamespacesAllowed: boolean;
}

/**
 * Chromium refuses to run as root with its sandbox on, and without the helper or user namespaces it
 * cannot build one: both end the process before the app is loaded.
 */
export function sandboxArguments(facts: SandboxFacts): readonly string[] {
  const works = !facts.isRoot && (facts.hasHelper || facts.userNamespacesAllowed);
  return works ? [] : ["--no-sandbox"];
}

export async function gatherSandboxFacts(distribution: string): Promise<SandboxFacts> {
  return {
    isRoot: process.getuid?.() === 0,
    hasHelper: await isSetUserIdRoot(path.join(distribution, "chrome-sandbox")),
    userNamespacesAllowed:
      (await readSetting("/proc/sys/kernel/unprivileged_userns_clone")) !== "0" &&
      (await readSetting("/proc/sys/kernel/apparmor_restrict_unprivileged_userns")) !== "1" &&
      (await readSetting("/proc/sys/user/max_user_namespaces")) !== "0",
  };
}

async function readSetting(file: string): Promise<string | undefined> {
  return (await readTextIfPossible(file))?.trim();
}

async function isSetUserIdRoot(file: string): Promise<boolean> {
  try {
    const status = await stat(file);
    return status.uid === 0 && (status.mode & 0o4000) !== 0;
  } catch {
    return false;
  }
}
