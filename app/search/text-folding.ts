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

/** Without case and accents: `Zénith` and `ZENITH` are both `zenith`. */
export function fold(text: string): string {
  const bare = text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  // Lower case may bring marks of its own (İ becomes i and a dot above).
  return bare.replace(/\p{M}/gu, "").replace(/[ßæœøłđðþıς]/gu, (letter) => plainLetters[letter] ?? letter);
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
