import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { errorCode } from "../platform/error-code.ts";

/** More than a file system keeps beside the name: a full disk refuses it. */
const probeBytes = 8 * 1024;

/** Tries to write a file into the folder, which is made if it is missing. Null if that works, else the reason's code. */
export function whyNotWritable(directory: string, write: typeof writeFileSync = writeFileSync): string | null {
  const probe = path.join(directory, `write-test-${process.pid}`);
  try {
    mkdirSync(directory, { recursive: true, mode: 0o700 });
    write(probe, Buffer.alloc(probeBytes), { mode: 0o600 });
    return null;
  } catch (error) {
    return errorCode(error);
  } finally {
    removeIfPossible(probe);
  }
}

function removeIfPossible(file: string): void {
  try {
    rmSync(file, { force: true });
  } catch {
    // What could not be written is not there.
  }
}
