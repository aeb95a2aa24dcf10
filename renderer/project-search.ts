import type { Project } from "../app/model/project.ts";

/** A part of a name, as UTF-16 positions: `[start, end)`. */
export interface TextRange {
  readonly start: number;
  readonly end: number;
}

export interface ProjectMatch {
  readonly project: Project;
  /** What of the name was found: sorted and without overlaps. Empty when nothing was asked for. */
  readonly hits: readonly TextRange[];
}

/** A name made ready for searching, with the way back from folded to written positions. */
interface FoldedName {
  readonly project: Project;
  readonly folded: string;
  /** For each folded UTF-16 unit, the written character that it came from; null where both are the same. */
  readonly sources: readonly TextRange[] | null;
}

export type ProjectIndex = readonly FoldedName[];

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
};

/** Without case and accents: `Zénith` and `ZENITH` are both `zenith`. */
function fold(text: string): string {
  const bare = text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  // Lower case may bring marks of its own (İ becomes i and a dot above).
  return bare.replace(/\p{M}/gu, "").replace(/[ßæœøłđðþı]/gu, (letter) => plainLetters[letter] ?? letter);
}

export function buildProjectIndex(projects: readonly Project[]): ProjectIndex {
  return projects.map((project) => foldName(project));
}

function foldName(project: Project): FoldedName {
  // Most names are plain, and an account may have thousands of them.
  if (/^[ -~]*$/u.test(project.name)) return { project, folded: project.name.toLowerCase(), sources: null };

  let folded = "";
  const sources: TextRange[] = [];
  let start = 0;
  for (const character of project.name) {
    const end = start + character.length;
    const piece = fold(character);
    for (let unit = 0; unit < piece.length; unit += 1) sources.push({ start, end });
    folded += piece;
    start = end;
  }
  return { project, folded, sources };
}

/**
 * Projects whose names contain every word of `query`, in any order. Best first: the name begins with the query's first
 * word, then some word does, then the rest; equals stay in the index's order.
 */
export function searchProjects(index: ProjectIndex, query: string): readonly ProjectMatch[] {
  const words = fold(query).split(/\s+/u).filter(Boolean);
  const first = words[0];
  if (first === undefined) return index.map(({ project }) => ({ project, hits: [] }));

  const ranked: { readonly rank: number; readonly match: ProjectMatch }[] = [];
  for (const name of index) {
    const positions = words.map((word) => bestPosition(name.folded, word));
    const firstPosition = positions[0];
    if (firstPosition === undefined || positions.includes(-1)) continue;
    const hits = positions.map((position, which) => writtenRange(name, position, words[which]?.length ?? 0));
    ranked.push({
      rank: rankOf(name.folded, firstPosition),
      match: { project: name.project, hits: mergeRanges(hits) },
    });
  }
  return ranked.toSorted((a, b) => a.rank - b.rank).map(({ match }) => match);
}

/** Prefers the beginning of a word to the inside of one. */
function bestPosition(folded: string, word: string): number {
  let position = folded.indexOf(word);
  const firstAnywhere = position;
  while (position !== -1) {
    if (beginsWord(folded, position)) return position;
    position = folded.indexOf(word, position + 1);
  }
  return firstAnywhere;
}

function beginsWord(folded: string, position: number): boolean {
  return position === 0 || !/[\p{L}\p{N}]/u.test(folded.charAt(position - 1));
}

function rankOf(folded: string, position: number): number {
  if (position === 0) return 0;
  return beginsWord(folded, position) ? 1 : 2;
}

function writtenRange(name: FoldedName, position: number, length: number): TextRange {
  if (name.sources === null) return { start: position, end: position + length };
  const start = name.sources[position]?.start ?? 0;
  let end = name.sources[position + length - 1]?.end ?? start;
  // An accent written as a character of its own belongs to the letter before it.
  const marks = /^\p{M}+/u.exec(name.project.name.slice(end));
  if (marks !== null) end += marks[0].length;
  return { start, end };
}

function mergeRanges(ranges: readonly TextRange[]): readonly TextRange[] {
  const merged: TextRange[] = [];
  for (const range of ranges.toSorted((a, b) => a.start - b.start)) {
    const last = merged.at(-1);
    if (last !== undefined && range.start <= last.end) {
      merged[merged.length - 1] = { start: last.start, end: Math.max(last.end, range.end) };
    } else {
      merged.push(range);
    }
  }
  return merged;
}
