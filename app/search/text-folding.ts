/** A part of a text, as UTF-16 positions: `[start, end)`. */
export interface TextRange {
  readonly start: number;
  readonly end: number;
}

/** Letters that people type without their stroke or ligature and that Unicode does not take apart. */
const plainLetters: Readonly<Record<string, string>> = {
  ß: "ss",
  æ: "ae",
  œ: "oe",
  ø: "o",
  ł: "l",
  đ: "d",
  ð: "d",
  þ: "th",
  ı: "i",
  // The same letter, written otherwise at the end of a word.
  ς: "σ",
};

/** What stands for an apostrophe or a closing quotation mark, as phones, word processors and keyboards write it. */
const apostrophes = /[\u0060\u00b4\u02b9\u02bb\u02bc\u02c8\u2018\u2019\u201a\u201b\u2032\u2035\uff07]/gu;
const quotationMarks = /[\u00ab\u00bb\u201c-\u201f\u2033\u2036\uff02]/gu;
const dashes = /[\u00ad\u058a\u05be\u2010-\u2015\u2043\u2212\u2e3a\u2e3b\u30a0\ufe58\ufe63\uff0d]/gu;
/** Characters without a width, which nobody sees in a name or types into a search. */
const invisible = /[\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]/gu;

/** Without case and accents: `Zénith` and `ZENITH` are both `zenith`. Marks of similar shape are one: `O’Reilly`, `o'reilly`. */
export function fold(text: string): string {
  const plain = text
    .replace(apostrophes, "'")
    .replace(quotationMarks, '"')
    .replace(dashes, (dash) => (dash === "\u00ad" ? "" : "-"))
    .replace(invisible, "");
  const bare = plain.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  // Lower case may bring marks of its own (İ becomes i and a dot above).
  return bare.replace(/\p{M}/gu, "").replace(/[ßæœøłđðþıς]/gu, (letter) => plainLetters[letter] ?? letter);
}

/** Letters that are written as two where a keyboard lacks them: `Zuerich`, `Aarhus`, `Moeller`. */
const spelledOutLetters: Readonly<Record<string, string>> = { ä: "ae", ö: "oe", ü: "ue", å: "aa", ø: "oe" };

/** As `fold`, with umlauts and their kin spelled out; null where there is nothing to spell out. */
export function foldSpelledOut(text: string): string | null {
  if (isPlain(text)) return null;
  const composed = text.normalize("NFC").toLowerCase();
  const spelled = composed.replace(/[äöüåø]/gu, (letter) => spelledOutLetters[letter] ?? letter);
  return spelled === composed ? null : fold(spelled);
}

/** The same as `fold`, for names: most are plain, and an account may have thousands of them. */
export function foldName(name: string): string {
  return isPlain(name) ? name.toLowerCase() : fold(name);
}

/** Where the `length` folded units from `position` on stand in the written text. */
export function writtenRange(written: string, position: number, length: number): TextRange {
  if (isPlain(written)) return { start: position, end: position + length };
  const sources = sourcesOf(written);
  const start = sources[position]?.start ?? 0;
  let end = sources[position + length - 1]?.end ?? start;
  // An accent written as a character of its own belongs to the letter before it.
  const marks = /^\p{M}+/u.exec(written.slice(end));
  if (marks !== null) end += marks[0].length;
  return { start, end };
}

function isPlain(text: string): boolean {
  return /^[ -~]*$/u.test(text);
}

/** For each folded UTF-16 unit, the written character that it came from. */
function sourcesOf(written: string): readonly TextRange[] {
  const sources: TextRange[] = [];
  let start = 0;
  for (const character of written) {
    const end = start + character.length;
    for (let unit = fold(character).length; unit > 0; unit -= 1) sources.push({ start, end });
    start = end;
  }
  return sources;
}

/** Sorted, and without overlaps or neighbours that touch. */
export function mergeRanges(ranges: readonly TextRange[]): readonly TextRange[] {
  const merged: TextRange[] = [];
  for (const range of ranges.toSorted((one, other) => one.start - other.start)) {
    const last = merged.at(-1);
    if (last !== undefined && range.start <= last.end) {
      merged[merged.length - 1] = { start: last.start, end: Math.max(last.end, range.end) };
    } else {
      merged.push(range);
    }
  }
  return merged;
}
