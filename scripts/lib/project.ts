import { createHash } from "node:crypto";
import { homedir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";

/** The repository's folder, wherever a command was started from. */
export const projectRoot = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "..", "..");

export type Environment = Readonly<Record<string, string | undefined>>;

/**
 * The per-user cache folder. The XDG specification says that a relative XDG_CACHE_HOME is to be
 * ignored.
 */
export function cacheDirectory(environment: Environment, home: string = homedir()): string {
  const configured = environment["XDG_CACHE_HOME"];
  const base = configured !== undefined && path.isAbsolute(configured) ? configured : path.join(home, ".cache");
  return path.join(base, "tallylight");
}

/** A short name for some content: enough to tell two versions of our own files apart. */
export function shortHash(content: string): string {
  return createHash("sha256").update(content).digest("hex").slice(0, 8);
}
