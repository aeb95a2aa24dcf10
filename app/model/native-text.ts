/**
 * The gate for text that reaches a native side: tray, menu, notification, clipboard, window title, dialog. These take
 * less than JSON does: Chromium's D-Bus writer ends the whole process at a noncharacter, and a lone surrogate has no
 * UTF-8 form at all.
 */

const replacement = "\ufffd";
/** The 66 noncharacters of Unicode: U+FDD0 to U+FDEF, and the last two of each of the 17 planes. */
const noncharacter =
  /[\ufdd0-\ufdef\ufffe\uffff\u{1fffe}\u{1ffff}\u{2fffe}\u{2ffff}\u{3fffe}\u{3ffff}\u{4fffe}\u{4ffff}\u{5fffe}\u{5ffff}\u{6fffe}\u{6ffff}\u{7fffe}\u{7ffff}\u{8fffe}\u{8ffff}\u{9fffe}\u{9ffff}\u{afffe}\u{affff}\u{bfffe}\u{bffff}\u{cfffe}\u{cffff}\u{dfffe}\u{dffff}\u{efffe}\u{effff}\u{ffffe}\u{fffff}\u{10fffe}\u{10ffff}]/gu;
const loneSurrogate = /\p{Surrogate}/gu;
/**
 * Control characters but tab and line feed, and the separators of lines and paragraphs. A NUL ends the text where the
 * native side counts by it.
 */
// oxlint-disable-next-line no-control-regex -- control characters are what is replaced
const control = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u2028\u2029]/g;

/** `text` as every native side takes it: what it can't take becomes U+FFFD, control characters become spaces. */
export function nativeText(text: string): string {
  return text.replace(noncharacter, replacement).replace(loneSurrogate, replacement).replace(control, " ");
}

const graphemes = new Intl.Segmenter(undefined, { granularity: "grapheme" });
/** How far beyond the limit is read, in UTF-16 units: enough to see that a grapheme does not end before it. */
const lookAhead = 32;

/** Cuts to at most `limit` UTF-16 units with an ellipsis, between graphemes: what a reader takes for one character. */
export function elide(text: string, limit: number): string {
  if (text.length <= limit) return text;
  if (limit <= 1) return "…".slice(0, Math.max(0, limit));
  let end = 0;
  for (const { index, segment } of graphemes.segment(text.slice(0, limit + lookAhead))) {
    if (index + segment.length > limit - 1) break;
    end = index + segment.length;
  }
  return `${text.slice(0, end)}…`;
}

/** Embeddings, overrides and isolates: they hold until they are ended, which foreign text need not do. */
const directionSpans = /[\u202a-\u202e\u2066-\u2069]/g;
/** Left-to-right text that carries none of these needs no isolation. */
const rightToLeft = /[\u0590-\u08ff\u200e\u200f\ufb1d-\ufdff\ufe70-\ufeff\u{10800}-\u{10fff}\u{1e800}-\u{1efff}]/u;
const firstStrongIsolate = "\u2068";
const popIsolate = "\u2069";

/** A name or description as one line that the native side takes: each run of white space becomes one space. */
export function oneLine(text: string): string {
  return nativeText(text).replace(directionSpans, "").replace(/\s+/g, " ").trim();
}

/**
 * Text from outside between words of ours: one line, at most `limit` UTF-16 units, and isolated where it is written from
 * right to left, so that it does not reorder the time and the words around it.
 */
export function foreignText(text: string, limit: number): string {
  const line = oneLine(text);
  if (!rightToLeft.test(line)) return elide(line, limit);
  const isolated = elide(line, Math.max(0, limit - 2));
  return isolated === "" ? "" : `${firstStrongIsolate}${isolated}${popIsolate}`;
}
