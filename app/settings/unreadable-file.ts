import { readFileSync, renameSync } from "node:fs";

/**
 * Renames a file that holds no JSON object, or may not be read, to `NAME.unreadable`, where a person can still look at
 * it. Answers the new name; null where there is no file, nothing is wrong with it, or the folder lets nothing be renamed.
 */
export function setAsideIfUnreadable(file: string): string | null {
  if (isAbsentOrReadable(file)) return null;
  const keptAs = `${file}.unreadable`;
  try {
    renameSync(file, keptAs);
    return keptAs;
  } catch {
    return null;
  }
}

function isAbsentOrReadable(file: string): boolean {
  try {
    return isJsonObject(readFileSync(file, "utf8"));
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "ENOENT";
  }
}

function isJsonObject(text: string): boolean {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null && !Array.isArray(value);
  } catch {
    return false;
  }
}
