/**
 * Writes `update.json` and its signature for a folder of packages:
 *
 *   npm run release:sign -- FOLDER KEYFILE NOTESFILE
 */
import { createPrivateKey } from "node:crypto";
import { readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import * as v from "valibot";
import { signManifest } from "../app/updates/signature.ts";
import { LaunchError } from "./lib/launch-error.ts";
import { projectRoot } from "./lib/project.ts";
import { report } from "./lib/report.ts";
import { runCommand } from "./lib/run-command.ts";
import { releaseManifest } from "./package/release-manifest.ts";

const packageSchema = v.object({ version: v.string() });

await runCommand(async () => {
  const [folder, keyFile, notesFile] = process.argv.slice(2);
  if (folder === undefined || keyFile === undefined || notesFile === undefined) {
    throw new LaunchError(
      "Name the folder, the key and the notes: `npm run release:sign -- FOLDER KEYFILE NOTESFILE`.",
    );
  }
  const { version } = v.parse(
    packageSchema,
    JSON.parse(await readFile(path.join(projectRoot, "package.json"), "utf8")),
  );
  const notes = await readFile(notesFile, "utf8");
  const manifest = await releaseManifest({ folder, version, notes, date: Date.now() });
  const privateKey = createPrivateKey(await readFile(keyFile));
  await writeFile(path.join(folder, "update.json"), manifest);
  await writeFile(path.join(folder, "update.json.sig"), signManifest(manifest, privateKey));
  report(path.join(folder, "update.json"));
  return 0;
});
