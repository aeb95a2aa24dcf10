import { constants } from "node:fs";
import { access, readFile, stat } from "node:fs/promises";
import path from "node:path";
import type { Environment } from "./project.ts";

export async function isExecutable(file: string): Promise<boolean> {
  try {
    await access(file, constants.X_OK);
    return (await stat(file)).isFile();
  } catch {
    return false;
  }
}

/** A text file's content, or undefined when it is missing or cannot be read. */
export async function readTextIfPossible(file: string): Promise<string | undefined> {
  try {
    return await readFile(file, "utf8");
  } catch {
    return undefined;
  }
}

/** Where a program lies on PATH. Asked before running it, so that "missing" has its own sentence. */
export async function findProgram(name: string, environment: Environment = process.env): Promise<string | undefined> {
  for (const directory of (environment["PATH"] ?? "").split(path.delimiter)) {
    const candidate = path.join(directory, name);
    if (directory !== "" && (await isExecutable(candidate))) {
      return candidate;
    }
  }
  return undefined;
}
