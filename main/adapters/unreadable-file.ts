import { readFileSync, renameSync } from "node:fs";

/**
 * Renames a file that holds no JSON object to `NAME.unreadable`, where a person can still look at it. Answers the
 * new name; null where there is no file or nothing is wrong with it.
 */
export function setAsideIfUnreadable(file: string): string | null {
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch {
    return null;
  }
  if (isJsonObject(text)) return null;
  const keptAs = `${file}.unreadable`;
  renameSync(file, keptAs);
  return keptAs;
}

function isJsonObject(text: string): boolean {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null && !Array.isArray(value);
  } catch {
    return false;
  }
}
