import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { writeFile } from "node:fs/promises";
import path from "node:path";
import { pipeline } from "node:stream/promises";

/** Writes `SHA256SUMS` beside the packages, as `sha256sum --check` reads it. */
export async function writeChecksums(directory: string, files: readonly string[]): Promise<void> {
  const lines: string[] = [];
  for (const file of files.toSorted()) lines.push(`${await sha256OfFile(file)}  ${path.basename(file)}\n`);
  await writeFile(path.join(directory, "SHA256SUMS"), lines.join(""));
}

async function sha256OfFile(file: string): Promise<string> {
  const hash = createHash("sha256");
  await pipeline(createReadStream(file), hash);
  return hash.digest("hex");
}
