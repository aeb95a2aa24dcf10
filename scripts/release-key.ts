/**
 * Makes a key pair that signs releases:
 *
 *   npm run release:key -- FILE
 *
 * FILE gets the private key, which belongs on no computer that is connected all the time; the line that is printed
 * belongs into `app/updates/publisher.ts`.
 */
import { generateKeyPairSync } from "node:crypto";
import { writeFile } from "node:fs/promises";
import { releaseKeyOf } from "../app/updates/signature.ts";
import { LaunchError } from "./lib/launch-error.ts";
import { report } from "./lib/report.ts";
import { runCommand } from "./lib/run-command.ts";

await runCommand(async () => {
  const [file] = process.argv.slice(2);
  if (file === undefined) throw new LaunchError("Name the file for the private key: `npm run release:key -- FILE`.");
  const { privateKey, publicKey } = generateKeyPairSync("ed25519");
  // A key that is there already is never written over.
  await writeFile(file, privateKey.export({ format: "pem", type: "pkcs8" }), { mode: 0o600, flag: "wx" });
  const { id, publicKey: bytes } = releaseKeyOf(publicKey);
  report(`{ id: "${id}", publicKey: "${bytes}" },`);
  return 0;
});
