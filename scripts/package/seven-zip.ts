import { chmod } from "node:fs/promises";
import { path7za } from "7zip-bin";

/**
 * electron-builder would download its archiver; the one from npm needs no other host. Fast instead of tight for
 * packages that stay here: the difference is minutes.
 */
export async function sevenZipEnvironment(release: boolean): Promise<Readonly<Record<string, string>>> {
  await chmod(path7za, 0o755);
  return {
    ELECTRON_BUILDER_7ZIP_PATH: path7za,
    ...(release ? {} : { ELECTRON_BUILDER_COMPRESSION_LEVEL: "1" }),
  };
}
