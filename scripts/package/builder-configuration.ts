import { readdir, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import type { AfterPackContext, Configuration } from "electron-builder";
import { projectRoot } from "../lib/project.ts";
import { description, desktopCategories, desktopEntry, synopsis } from "./desktop-entry.ts";
import { setFuses } from "./fuses.ts";

/** Where the binary that is packaged comes from. */
export type PackagedElectron =
  | { readonly kind: "downloaded-by-builder" }
  | {
      readonly kind: "local";
      readonly distribution: string;
      readonly version: string;
      /** The fallback runtime: a third party's repack, old, never to be given away. */
      readonly forTestsOnly: boolean;
    };

export interface BuilderRequest {
  readonly electron: PackagedElectron;
  readonly inspectable: boolean;
  readonly output: string;
  readonly noticesFile: string;
  /** `OWNER/NAME` on GitHub, which some formats need; null outside of its workflows. */
  readonly repository: string | null;
}

export const notForDistribution = "NOT-FOR-DISTRIBUTION.txt";

const warning = `This package is for tests on the machine that made it.

It contains an old Electron without today's security fixes, taken from a third party's package.
Do not give it to other people. docs/packaging.md says how packages for people are made.
`;

/** What is added to electron-builder.yml for this run. */
export function builderConfiguration(request: BuilderRequest): Configuration {
  const { electron, output, repository } = request;
  return {
    extends: path.join(projectRoot, "electron-builder.yml"),
    directories: { output },
    extraFiles: [
      { from: request.noticesFile, to: besideApp("THIRD-PARTY-NOTICES.txt") },
      { from: path.join(projectRoot, "LICENSE"), to: besideApp("LICENSE.txt") },
    ],
    afterPack: (context) => finish(context, request),
    ...(electron.kind === "local"
      ? { electronDist: electron.distribution, electronVersion: electron.version, mac: { notarize: false } }
      : {}),
    ...(isForTestsOnly(request)
      ? { artifactName: unfitName("-${version}"), appImage: { artifactName: unfitName("") } }
      : {}),
    linux: {
      category: desktopCategories,
      synopsis,
      description,
      desktop: { entry: desktopEntry },
      maintainer: maintainer(repository),
    },
    ...(repository === null ? {} : { extraMetadata: { homepage: homepage(repository) } }),
  };
}

/** The file's name, which says what a package is not for. */
export function debName(request: BuilderRequest, version: string, architecture: string): string {
  const unfit = isForTestsOnly(request) ? "-not-for-distribution" : "";
  return `tallylight-${version}${unfit}-linux-${architecture}.deb`;
}

function unfitName(version: string): string {
  return `tallylight${version}-not-for-distribution-\${os}-\${arch}.\${ext}`;
}

export function isForTestsOnly({ electron, inspectable }: BuilderRequest): boolean {
  return inspectable || (electron.kind === "local" && electron.forTestsOnly);
}

/** In the bundle's resources on macOS, whose signature allows no file beside them. */
function besideApp(name: string): string {
  return process.platform === "darwin" ? `Resources/${name}` : name;
}

export function homepage(repository: string): string {
  return `https://github.com/${repository}`;
}

/** Debian wants an address; outside of a published repository there is none that anybody reads. */
export function maintainer(repository: string | null): string {
  const owner = repository?.split("/")[0] ?? "tallylight";
  return `The Tallylight authors <${owner}@users.noreply.github.com>`;
}

/** Before anything is signed: what is in the folder, and the fuses of the binary. */
async function finish(context: AfterPackContext, request: BuilderRequest): Promise<void> {
  const { appOutDir, electronPlatformName, packager } = context;
  // A universal app is made of two that pass here first; the result is already as it should be.
  await setFuses(executableIn(context), request);
  if (electronPlatformName === "linux") await removeOthers(path.join(appOutDir, "resources"));
  if (isForTestsOnly(request)) {
    const folder = electronPlatformName === "darwin" ? packager.getMacOsResourcesDir(appOutDir) : appOutDir;
    await writeFile(path.join(folder, notForDistribution), warning);
  }
}

function executableIn({ appOutDir, electronPlatformName, packager }: AfterPackContext): string {
  const name = packager.appInfo.productFilename;
  switch (electronPlatformName) {
    case "darwin":
      return path.join(appOutDir, `${name}.app`);
    case "win32":
      return path.join(appOutDir, `${name}.exe`);
    default:
      return path.join(appOutDir, "tallylight");
  }
}

/** Of the runtime's resources only our archive stays, and the command line. */
async function removeOthers(resources: string): Promise<void> {
  for (const name of await readdir(resources)) {
    if (name !== "app.asar" && name !== "cli") await rm(path.join(resources, name), { recursive: true });
  }
}
