import { stat } from "node:fs/promises";
import path from "node:path";
import { capture } from "../lib/capture.ts";
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
    userNamespacesAllowed: !(await isRestrictedByAppArmor()) && (await canMakeUserNamespace()),
  };
}

/** Asked for by itself: Ubuntu's profile for `unshare` makes the trial below succeed all the same. */
async function isRestrictedByAppArmor(): Promise<boolean> {
  const setting = await readTextIfPossible("/proc/sys/kernel/apparmor_restrict_unprivileged_userns");
  return setting?.trim() === "1";
}

/** Tried, because kernel settings, containers and chroot forbid it in ways that no file tells. */
async function canMakeUserNamespace(): Promise<boolean> {
  const trial = await capture("unshare", ["--user", "--map-root-user", "true"], { timeoutMs: 5_000 });
  return trial.code === 0;
}

async function isSetUserIdRoot(file: string): Promise<boolean> {
  try {
    const status = await stat(file);
    return status.uid === 0 && (status.mode & 0o4000) !== 0;
  } catch {
    return false;
  }
}
