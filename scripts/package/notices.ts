import { readdir, readFile } from "node:fs/promises";
import path from "node:path";
import * as v from "valibot";
import { LaunchError } from "../lib/launch-error.ts";
import { projectRoot } from "../lib/project.ts";
import { thirdPartyList } from "./third-parties.ts";

const manifestSchema = v.object({
  name: v.string(),
  version: v.string(),
  license: v.optional(v.string()),
  /** How old packages say it. */
  licenses: v.optional(v.array(v.object({ type: v.string() })), []),
});

/**
 * The licences of everything that is bundled into the app, with their texts. Electron's own and Chromium's lie
 * beside the executable already. A package without a stated licence ends the packaging.
 */
export async function thirdPartyNotices(): Promise<string> {
  const notices = await Promise.all((await bundledPackageFolders()).map(notice));
  return [
    "Tallylight contains code of these packages.",
    "The licences of Electron and Chromium are in LICENSE.electron.txt and LICENSES.chromium.html.",
    ...notices,
  ].join("\n\n");
}

/** Where the packages lie whose code the bundler put into the build, relative to the project; sorted. */
export async function bundledPackageFolders(): Promise<readonly string[]> {
  const folders = new Set<string>();
  for (const part of ["main", "preload", "renderer", "cli"]) {
    const file = path.join(projectRoot, "out", part, thirdPartyList);
    for (const folder of v.parse(v.array(v.string()), JSON.parse(await readFile(file, "utf8")))) folders.add(folder);
  }
  return [...folders].toSorted();
}

async function notice(folder: string): Promise<string> {
  const directory = path.join(projectRoot, folder);
  const manifest: unknown = JSON.parse(await readFile(path.join(directory, "package.json"), "utf8"));
  const { name, version, license, licenses } = v.parse(manifestSchema, manifest);
  const stated = license ?? licenses.map(({ type }) => type).join(" or ");
  if (stated === "") throw new LaunchError(`${folder} states no licence; find out which it is before packaging.`);
  const heading = `${name} ${version} (${stated})`;
  return [heading, "-".repeat(heading.length), ...(await licenceTexts(directory))].join("\n");
}

async function licenceTexts(directory: string): Promise<readonly string[]> {
  const names = (await readdir(directory)).filter((name) => /^(?:licen[cs]e|copying|notice)(?:[.-].*)?$/i.test(name));
  return Promise.all(names.toSorted().map(async (name) => (await readFile(path.join(directory, name), "utf8")).trim()));
}
