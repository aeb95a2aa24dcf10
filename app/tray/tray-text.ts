import { elide } from "../model/format.ts";

/** Left-to-right text that carries none of these needs no isolation. */
const rightToLeft =
  /[\u0590-\u08ff\u200e\u200f\u202a-\u202e\u2066-\u2069\ufb1d-\ufdff\ufe70-\ufeff\u{10800}-\u{10fff}\u{1e800}-\u{1efff}]/u;
const firstStrongIsolate = "\u2068";
const popIsolate = "\u2069";

/** A name or description as one line: line breaks, tabs and control characters become single spaces. */
export function oneLine(text: string): string {
  // oxlint-disable-next-line no-control-regex -- control characters are what is removed
  return text.replace(/[\s\u0000-\u001f\u007f-\u009f]+/g, " ").trim();
}

/**
 * Somebody else's text inside ours: one line, at most `limit` UTF-16 units, and set apart where it is written
 * from right to left, so that it does not turn the time and words around it.
 */
export function foreignText(text: string, limit: number): string {
  const line = oneLine(text);
  if (!rightToLeft.test(line)) return elide(line, limit);
  return `${firstStrongIsolate}${elide(line, Math.max(0, limit - 2))}${popIsolate}`;
}

/** The parts that are there, between middle dots. */
export function joinParts(parts: readonly string[]): string {
  return parts.filter((part) => part !== "").join(" · ");
}
