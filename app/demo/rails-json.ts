import type { Json } from "./views.ts";

/**
 * JSON as Rails writes it: the characters that matter to HTML, and the two line separators that old
 * JavaScript could not read, are escaped. A client that signs or compares re-encoded JSON is found out by it.
 */
export function railsJson(value: Json): string {
  return JSON.stringify(value).replace(
    /[&<>\u2028\u2029]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}
