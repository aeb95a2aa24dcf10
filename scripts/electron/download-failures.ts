import { mkdir, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { readTextIfPossible } from "../lib/files.ts";
import type { ResolvePorts } from "./resolve.ts";

/** Remembers failed downloads as one small file per version. */
export function openDownloadFailures(cacheDirectory: string): ResolvePorts["downloadFailure"] {
  const stamp = (version: string): string => path.join(cacheDirectory, `electron-${version}-download-failed`);
  return {
    read: async (version) => {
      const at = Date.parse((await readTextIfPossible(stamp(version))) ?? "");
      return Number.isNaN(at) ? undefined : at;
    },
    remember: async (version, at) => {
      await mkdir(cacheDirectory, { recursive: true });
      await writeFile(stamp(version), new Date(at).toISOString());
    },
    forget: (version) => rm(stamp(version), { force: true }),
  };
}
