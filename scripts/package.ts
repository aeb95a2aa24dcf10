/**
 * Builds the app and packages it:
 *
 *   npm run package -- [--targets dir,tar.gz,deb] [--output DIRECTORY] [--inspectable]
 *   npm run package -- --release
 *
 * Without --release it takes the Electron that is at hand, the fallback runtime included, and needs no network then.
 */
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { build as runBuilder, Platform } from "electron-builder";
import { childEnvironment, chooseElectron } from "./electron/prepare.ts";
import { build } from "./lib/build.ts";
import { LaunchError } from "./lib/launch-error.ts";
import { projectRoot } from "./lib/project.ts";
import { report } from "./lib/report.ts";
import { runCommand } from "./lib/run-command.ts";
import { parsePackageArguments } from "./package/arguments.ts";
import { packageDeb } from "./package/package-deb.ts";
import { type BuilderRequest, builderConfiguration, type PackagedElectron } from "./package/builder-configuration.ts";
import { writeChecksums } from "./package/checksums.ts";
import { thirdPartyNotices } from "./package/notices.ts";
import { sevenZipEnvironment } from "./package/seven-zip.ts";

await runCommand(async () => {
  const { targets, release, inspectable, output } = parsePackageArguments(process.argv.slice(2));
  const electron = release ? ({ kind: "downloaded-by-builder" } as const) : await localElectron();
  const code = await build(childEnvironment({ env: {} }));
  if (code !== 0) throw new LaunchError("The build failed; run `npm run build` to see why.");
  const temporary = await mkdtemp(path.join(tmpdir(), "tallylight-package-"));
  try {
    const noticesFile = path.join(temporary, "THIRD-PARTY-NOTICES.txt");
    await writeFile(noticesFile, await thirdPartyNotices());
    Object.assign(process.env, await sevenZipEnvironment(release));
    const request: BuilderRequest = {
      electron,
      inspectable,
      output: path.resolve(projectRoot, output),
      noticesFile,
      repository: process.env["GITHUB_REPOSITORY"] ?? null,
    };
    const builderTargets = targets.filter((target) => target !== "deb");
    // Nothing but a Debian package still begins with the folder.
    const asked = targets.length > 0 && builderTargets.length === 0 ? ["dir"] : builderTargets;
    const made: readonly string[] = await runBuilder({
      projectDir: projectRoot,
      targets: Platform.current().createTarget(asked),
      config: builderConfiguration(request),
      publish: "never",
    });
    const wantsDeb = targets.includes("deb") || (release && process.platform === "linux");
    const files = [...made, ...(wantsDeb ? [await packageDeb(request, release)] : [])];
    if (files.length > 0) await writeChecksums(request.output, files);
    for (const file of files) report(file);
    if (electron.kind === "local" && electron.forTestsOnly) {
      report("Made with the fallback runtime: not for distribution.");
    }
    return 0;
  } finally {
    await rm(temporary, { recursive: true, force: true });
  }
});

async function localElectron(): Promise<PackagedElectron> {
  const { source, distribution, version } = await chooseElectron(process.env);
  return { kind: "local", distribution, version, forTestsOnly: source === "fallback" };
}
