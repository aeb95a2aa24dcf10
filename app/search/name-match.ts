/** How a query lies in names: pure text, without any ranking by use. */
import { foldName, mergeRanges, type TextRange, writtenRange } from "./text-folding.ts";

/**
 * Names made ready for searching, all of them one after the other in a few long arrays: to walk thousands of small
 * values takes far longer than to compare their letters.
 */
export interface SearchableNames {
  readonly written: readonly string[];
  /** The UTF-16 units of the folded names. */
  readonly units: Uint16Array;
  /** Where each name begins among the units; and, at the end, where the last one ends. */
  readonly nameStarts: Uint32Array;
  /** Where words begin among the units. */
  readonly wordStarts: Uint32Array;
  /** Which of the words is each name's first; and, at the end, how many there are. */
  readonly firstWords: Uint32Array;
}

/** From the best to the worst. */
export const matchQualities = ["whole", "beginning", "word-starts", "initials", "inside"] as const;
export type MatchQuality = (typeof matchQualities)[number];

/** A word of a query, folded and not empty. */
export type QueryWord = Uint16Array;

/** A stretch of the units. */
interface Piece {
  readonly position: number;
  readonly length: number;
}

/** Nobody types initials of more words, and the number of possibilities to share letters among words grows with them. */
const longestInitials = 16;

/** `texts`: what is searched, folded; by default the written names. */
export function searchableNames(
  written: readonly string[],
  texts: readonly string[] = written.map(foldName),
): SearchableNames {
  const nameStarts = new Uint32Array(written.length + 1);
  const firstWords = new Uint32Array(written.length + 1);
  const wordStarts: number[] = [];
  let end = 0;
  for (const [name, text] of texts.entries()) {
    for (const word of text.matchAll(/[\p{L}\p{N}]+/gu)) wordStarts.push(end + word.index);
    end += text.length;
    nameStarts[name + 1] = end;
    firstWords[name + 1] = wordStarts.length;
  }
  return { written, units: unitsOf(texts.join("")), nameStarts, wordStarts: Uint32Array.from(wordStarts), firstWords };
}

export function queryWord(folded: string): QueryWord {
  return unitsOf(folded);
}

function unitsOf(text: string): Uint16Array {
  const units = new Uint16Array(text.length);
  for (let index = 0; index < text.length; index += 1) units[index] = text.charCodeAt(index);
  return units;
}

/** Null where the name does not hold every one of `words`. */
export function matchQuality(names: SearchableNames, name: number, words: readonly QueryWord[]): MatchQuality | null {
  let found = true;
  let atWordStarts = true;
  for (const word of words) {
    if (wordStartOf(names, name, word) !== -1) continue;
    atWordStarts = false;
    if (anywhereIn(names, name, word) !== -1) continue;
    found = false;
    break;
  }
  if (atWordStarts) return qualityAtWordStarts(names, name, words);
  if (matchInitials(names, name, words) !== null) return "initials";
  return found ? "inside" : null;
}

/** Whether the name has that word anywhere. */
export function holds(names: SearchableNames, name: number, word: QueryWord): boolean {
  return anywhereIn(names, name, word) !== -1;
}

/** What of the written name was found, for highlighting: nothing where it does not match. */
export function hitsOf(names: SearchableNames, name: number, words: readonly QueryWord[]): readonly TextRange[] {
  const written = names.written[name] ?? "";
  const start = names.nameStarts[name] ?? 0;
  const ranges = piecesOf(names, name, words).map(({ position, length }) =>
    writtenRange(written, position - start, length),
  );
  return mergeRanges(ranges);
}

function piecesOf(names: SearchableNames, name: number, words: readonly QueryWord[]): readonly Piece[] {
  const quality = matchQuality(names, name, words);
  if (quality === null) return [];
  if (quality === "initials") return matchInitials(names, name, words) ?? [];
  return words.map((word) => {
    const start = wordStartOf(names, name, word);
    return { position: start === -1 ? anywhereIn(names, name, word) : start, length: word.length };
  });
}

/** Of words that are all found at the beginnings of the name's. */
function qualityAtWordStarts(names: SearchableNames, name: number, words: readonly QueryWord[]): MatchQuality {
  const word = words[0];
  const start = names.wordStarts[names.firstWords[name] ?? 0];
  if (word === undefined || start === undefined || wordStartOf(names, name, word) !== start) return "word-starts";
  return words.length === 1 && start + word.length === names.nameStarts[name + 1] ? "whole" : "beginning";
}

/** Where the first of the name's words that begins like this does; -1 where none does. */
function wordStartOf(names: SearchableNames, name: number, word: QueryWord): number {
  const { wordStarts, firstWords } = names;
  const last = nameEnd(names, name) - word.length;
  const end = firstWords[name + 1] ?? 0;
  for (let index = firstWords[name] ?? 0; index < end; index += 1) {
    const start = wordStarts[index] ?? 0;
    if (start > last) return -1;
    if (isAt(names, start, word)) return start;
  }
  return -1;
}

function anywhereIn(names: SearchableNames, name: number, word: QueryWord): number {
  const last = nameEnd(names, name) - word.length;
  for (let position = names.nameStarts[name] ?? 0; position <= last; position += 1) {
    if (isAt(names, position, word)) return position;
  }
  return -1;
}

function nameEnd({ nameStarts }: SearchableNames, name: number): number {
  return nameStarts[name + 1] ?? 0;
}

function isAt({ units }: SearchableNames, position: number, word: QueryWord): boolean {
  for (let index = 0; index < word.length; index += 1) {
    if (units[position + index] !== word[index]) return false;
  }
  return true;
}

/** `zl` and `zelo` in `zebra logistics`: letters shared among the beginnings of words, in their order. */
function matchInitials(names: SearchableNames, name: number, words: readonly QueryWord[]): readonly Piece[] | null {
  const word = words[0];
  if (word === undefined || words.length > 1 || word.length > longestInitials) return null;
  return share(names, name, word, 0, names.firstWords[name] ?? 0);
}

/** Shares what of `word` begins at `from` among the name's words from `first` on. */
function share(
  names: SearchableNames,
  name: number,
  word: QueryWord,
  from: number,
  first: number,
): readonly Piece[] | null {
  const firstOfNext = names.firstWords[name + 1] ?? 0;
  for (let index = first; index < firstOfNext; index += 1) {
    const position = names.wordStarts[index] ?? 0;
    const end = index + 1 < firstOfNext ? (names.wordStarts[index + 1] ?? 0) : nameEnd(names, name);
    for (let length = commonLength(names, position, end, word, from); length > 0; length -= 1) {
      if (from + length === word.length) return [{ position, length }];
      const others = share(names, name, word, from + length, index + 1);
      if (others !== null) return [{ position, length }, ...others];
    }
  }
  return null;
}

function commonLength(
  { units }: SearchableNames,
  position: number,
  end: number,
  word: QueryWord,
  from: number,
): number {
  const most = Math.min(end - position, word.length - from);
  let length = 0;
  while (length < most && units[position + length] === word[from + length]) length += 1;
  return length;
}
