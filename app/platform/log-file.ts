import { appendFileSync, mkdirSync, renameSync, statSync } from "node:fs";
import path from "node:path";

const defaultLimit = 1024 * 1024;

/**
 * A file that lines are added to. At its size limit it becomes `NAME.1`, replacing the one before, so that a log
 * never takes more than twice the limit. Written synchronously: lines are few, and the last ones before a crash
 * are those that matter. A disk that refuses loses lines, and never ends the app: the next line is tried again, as
 * after the user has cleared the folder away.
 */
export function openLogFile(file: string, limit = defaultLimit): (line: string) => void {
  let size = prepare(file);
  return (line) => {
    size ??= prepare(file);
    if (size === null) return;
    try {
      const bytes = Buffer.byteLength(line) + 1;
      if (size > 0 && size + bytes > limit) {
        renameSync(file, `${file}.1`);
        size = 0;
      }
      appendFileSync(file, `${line}\n`, { mode: 0o600 });
      size += bytes;
    } catch {
      size = null;
    }
  };
}

/** The size so far, or null where nothing can be written. */
function prepare(file: string): number | null {
  try {
    mkdirSync(path.dirname(file), { recursive: true });
    return statSync(file, { throwIfNoEntry: false })?.size ?? 0;
  } catch {
    return null;
  }
}
