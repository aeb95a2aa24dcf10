import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";

/** The text of every file of the product in that folder, but for those in folders of these names. */
export function sourcesOf(folder: string, without: ReadonlySet<string> = new Set()): readonly string[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter(({ name }) => !without.has(name))
    .flatMap((entry) => {
      const name = path.join(folder, entry.name);
      if (entry.isDirectory()) return sourcesOf(name, without);
      return /\.tsx?$/.test(name) ? [readFileSync(name, "utf8")] : [];
    });
}
