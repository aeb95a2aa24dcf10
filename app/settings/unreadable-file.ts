import { existsSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { errorCode } from "../platform/error-code.ts";

/**
 * What was found of a file that should hold a JSON object.
 * - `usable`: it does, or there is none yet
 * - `set-aside`: it did not, and lies under the new name `keptAs`, where a person can still look at it
 * - `unavailable`: the system does not let it be read now (an antivirus, a backup, another user's file); nothing is known
 *   of what it holds, so it must not be replaced
 */
export type FoundFile =
  | { readonly kind: "usable" }
  | { readonly kind: "set-aside"; readonly keptAs: string }
  | { readonly kind: "unavailable"; readonly code: string };

/**
 * Makes a file usable before it is opened. One with a byte order mark, as editors write it, is written without; one that
 * is damaged is renamed to `NAME.unreadable`, or `NAME.unreadable-2` and so on where an earlier one is kept.
 */
export function prepareFile(file: string): FoundFile {
  let bytes: Buffer;
  try {
    bytes = readFileSync(file);
  } catch (error) {
    const code = errorCode(error);
    if (code === "ENOENT") return { kind: "usable" };
    // A folder of that name holds no settings and never will.
    return code === "EISDIR" ? setAside(file) : { kind: "unavailable", code };
  }
  const text = decodeText(bytes);
  if (text === null || !isJsonObject(text.content)) return setAside(file);
  if (text.isMarked) rewrite(file, text.content);
  return { kind: "usable" };
}

/** Removes what an atomic write that was interrupted left beside the file. Never throws. */
export function removeTemporaryCopies(file: string): void {
  const prefix = `${path.basename(file)}.tmp-`;
  try {
    for (const name of readdirSync(path.dirname(file))) {
      if (name.startsWith(prefix)) rmSync(path.join(path.dirname(file), name), { force: true });
    }
  } catch {
    // A folder that lists nothing has none that we could remove.
  }
}

function setAside(file: string): FoundFile {
  const keptAs = freeName(`${file}.unreadable`);
  try {
    renameSync(file, keptAs);
    return { kind: "set-aside", keptAs };
  } catch (error) {
    return { kind: "unavailable", code: errorCode(error) };
  }
}

function freeName(wanted: string): string {
  for (let number = 2, name = wanted; ; number += 1) {
    if (!existsSync(name)) return name;
    name = `${wanted}-${number}`;
  }
}

/** UTF-8, or UTF-16 by its byte order mark; null where the bytes are no such text. */
function decodeText(bytes: Uint8Array): { readonly content: string; readonly isMarked: boolean } | null {
  const [first, second, third] = bytes;
  const utf16le = first === 0xff && second === 0xfe;
  const utf16be = first === 0xfe && second === 0xff;
  const encoding = utf16le ? "utf-16le" : utf16be ? "utf-16be" : "utf-8";
  const isMarked = utf16le || utf16be || (first === 0xef && second === 0xbb && third === 0xbf);
  try {
    // The decoder leaves the mark out.
    return { content: new TextDecoder(encoding, { fatal: true }).decode(bytes), isMarked };
  } catch {
    return null;
  }
}

function rewrite(file: string, content: string): void {
  const temporary = `${file}.tmp-plain`;
  try {
    writeFileSync(temporary, content, { mode: 0o600 });
    renameSync(temporary, file);
  } catch {
    rmSync(temporary, { force: true });
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
