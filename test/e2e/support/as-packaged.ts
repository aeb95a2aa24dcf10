import { link, mkdtemp, readdir, rm, symlink } from "node:fs/promises";
import path from "node:path";
import { electronExecutable } from "./electron.ts";

/**
 * Electron takes itself for a packaged app where its executable has another name than its own. A file of that name
 * beside links to everything else is enough; on the same disk, for it shares its content with the original.
 */
export async function renamedRuntime(): Promise<{
  readonly executablePath: string;
  readonly remove: () => Promise<void>;
}> {
  const directory = await mkdtemp(path.join(path.dirname(electronExecutable()), "../renamed-"));
  const executable = electronExecutable();
  const original = path.dirname(executable);
  for (const name of await readdir(original)) {
    if (name !== path.basename(executable)) await symlink(path.join(original, name), path.join(directory, name));
  }
  const renamed = path.join(directory, "tallylight");
  // A second name, since a symbolic link would be followed back to the first.
  await link(executable, renamed);
  return { executablePath: renamed, remove: () => rm(directory, { recursive: true }) };
}
