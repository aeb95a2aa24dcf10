import { copyFile, mkdtemp, mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { finished } from "node:stream/promises";
import { fileURLToPath } from "node:url";
import { createPackage, extractFile, uncache } from "@electron/asar";

const SOURCE = fileURLToPath(new URL("./default-app/main.cjs", import.meta.url));

/** Whether the distribution has the default app as this checkout has it. */
export async function hasCurrentDefaultApp(distribution: string): Promise<boolean> {
  const archive = archiveIn(distribution);
  const source = await readFile(SOURCE);
  try {
    uncache(archive);
    return extractFile(archive, "main.cjs").equals(source);
  } catch {
    return false;
  }
}

/**
 * Puts our default app into the distribution, at once: another process may be starting from it. It
 * is a real archive, and not a folder of that name, because packaging tools remove it as a file.
 */
export async function writeDefaultApp(distribution: string, temporaryPrefix: string): Promise<void> {
  const temporary = await mkdtemp(path.join(path.dirname(distribution), temporaryPrefix));
  try {
    const content = path.join(temporary, "content");
    await mkdir(content);
    await copyFile(SOURCE, path.join(content, "main.cjs"));
    await writeFile(
      path.join(content, "package.json"),
      JSON.stringify({ name: "tallylight-default-app", main: "main.cjs" }),
    );
    const archive = path.join(temporary, "default_app.asar");
    await finished(await createPackage(content, archive));
    await rename(archive, archiveIn(distribution));
  } finally {
    await rm(temporary, { recursive: true, force: true });
  }
}

function archiveIn(distribution: string): string {
  return path.join(distribution, "resources", "default_app.asar");
}
