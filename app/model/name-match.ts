/** How a query lies in one name: pure text, without any ranking by use. */
import { type FoldedText, foldedText, mergeRanges, type TextRange, writtenRange } from "./text-folding.ts";

/** A name made ready for searching. */
export interface SearchableName extends FoldedText {
  /** Where its words begin, in the folded text. */
  readonly wordStarts: readonly number[];
  /** The first letters of its words. */
  readonly initials: string;
}

/** From the best to the worst. */
export const matchQualities = ["whole", "beginning", "word-starts", "initials", "inside"] as const;
export type MatchQuality = (typeof matchQualities)[number];

/** A stretch of the folded name. */
interface Piece {
  readonly position: number;
  readonly length: number;
}

export interface NameMatch {
  readonly quality: MatchQuality;
  readonly pieces: readonly Piece[];
}

/** Nobody types initials of more words, and the number of ways to share letters among words grows with them. */
const longestInitials = 16;

export function searchableName(written: string): SearchableName {
  const text = foldedText(written);
  const wordStarts = [...text.folded.matchAll(/[\p{L}\p{N}]+/gu)].map((word) => word.index);
  return { ...text, wordStarts, initials: wordStarts.map((start) => text.folded.charAt(start)).join("") };
}

/** Null where the name does not hold every one of the (folded, not empty) `words`. */
export function matchName(name: SearchableName, words: readonly string[]): NameMatch | null {
  const pieces = words.map((word): Piece => ({ position: bestPosition(name, word), length: word.length }));
  const found = pieces.every((piece) => piece.position !== -1);
  const atWordStarts = found && pieces.every((piece) => name.wordStarts.includes(piece.position));
  if (atWordStarts) return { quality: qualityOf(name, pieces), pieces };
  const initials = words.length === 1 ? matchInitials(name, words[0] ?? "") : null;
  if (initials !== null) return { quality: "initials", pieces: initials };
  return found ? { quality: "inside", pieces } : null;
}

/** What of the written name was found, for highlighting. */
export function hitsOf(name: SearchableName, match: NameMatch): readonly TextRange[] {
  return mergeRanges(match.pieces.map(({ position, length }) => writtenRange(name, position, length)));
}

function qualityOf(name: SearchableName, pieces: readonly Piece[]): MatchQuality {
  const [first] = pieces;
  if (first === undefined || first.position !== name.wordStarts[0]) return "word-starts";
  return pieces.length === 1 && first.position + first.length === name.folded.length ? "whole" : "beginning";
}

/** Prefers the beginning of a word to the inside of one; -1 where the name does not hold `word`. */
function bestPosition(name: SearchableName, word: string): number {
  const anywhere = name.folded.indexOf(word);
  if (anywhere === -1) return -1;
  return name.wordStarts.find((start) => start >= anywhere && name.folded.startsWith(word, start)) ?? anywhere;
}

/** `zl` and `zelo` in `zebra logistics`: letters shared among the beginnings of words, in their order. */
function matchInitials(name: SearchableName, query: string): readonly Piece[] | null {
  if (query.length > longestInitials || !name.initials.includes(query.charAt(0))) return null;
  return share(name, query, 0);
}

function share(name: SearchableName, rest: string, firstWord: number): readonly Piece[] | null {
  for (let word = firstWord; word < name.wordStarts.length; word += 1) {
    const position = name.wordStarts[word] ?? 0;
    const end = name.wordStarts[word + 1] ?? name.folded.length;
    for (let length = commonLength(name.folded, position, end, rest); length > 0; length -= 1) {
      if (length === rest.length) return [{ position, length }];
      const others = share(name, rest.slice(length), word + 1);
      if (others !== null) return [{ position, length }, ...others];
    }
  }
  return null;
}

function commonLength(text: string, position: number, end: number, start: string): number {
  let length = 0;
  while (length < start.length && position + length < end && text[position + length] === start[length]) length += 1;
  return length;
}
