/** Which projects match a query: by their names, and by what people type instead of them. */
import type { Project } from "../model/project.ts";
import { holds, matchQualities, queryWord, type SearchableNames, searchableNames } from "./name-match.ts";
import { createNarrowing, type MatchingNames } from "./narrowing.ts";
import { fold, foldSpelledOut } from "./text-folding.ts";

/** The words of a folded query. */
export function wordsOf(folded: string): readonly string[] {
  return folded.split(/\s+/u).filter(Boolean);
}

/**
 * Returns what answers the matches of a query. A name that matches as it is written comes first, as well as it does.
 * After these come projects whose group holds some of the words, and names with letters that were typed spelled out
 * (`zuerich`).
 */
export function createMatching(projects: readonly Project[], names: SearchableNames): (query: string) => MatchingNames {
  const byName = createNarrowing(names);
  const bySpelledOutQuery = createNarrowing(names);
  const bySpelledOutName = createSpelledOutMatching(projects);
  const groups = groupsOf(projects);

  return (query) => {
    const words = wordsOf(fold(query));
    const found = byName(words);
    if (words.length === 0) return found;
    const spelledOut = foldSpelledOut(query);
    const others = [
      ...(spelledOut === null ? [] : [bySpelledOutQuery(wordsOf(spelledOut))]),
      bySpelledOutName(words),
      matchesByGroup(groups, names, words),
    ];
    return others.reduce(together, found);
  };
}

/** Of the few names that have something to spell out. */
function createSpelledOutMatching(projects: readonly Project[]): (words: readonly string[]) => MatchingNames {
  const texts = new Map<number, string>();
  for (const [position, { name }] of projects.entries()) {
    const spelledOut = foldSpelledOut(name);
    // Both: people spell out one letter and leave the next one plain.
    if (spelledOut !== null) texts.set(position, `${fold(name)} ${spelledOut}`);
  }
  const positions = Uint32Array.from(texts.keys());
  const folded = [...texts.values()];
  const matching = createNarrowing(searchableNames(folded, folded));
  return (words) => besideNames(matching(words).positions.map((row) => positions[row] ?? 0));
}

interface Group {
  /** Its name folded, and spelled out where that differs. */
  readonly texts: readonly string[];
  readonly positions: readonly number[];
}

function groupsOf(projects: readonly Project[]): readonly Group[] {
  const positions = new Map<string, number[]>();
  for (const [position, { group }] of projects.entries()) {
    if (group === null) continue;
    const members = positions.get(group);
    if (members === undefined) positions.set(group, [position]);
    else members.push(position);
  }
  return [...positions].map(([name, members]) => ({
    texts: [fold(name), foldSpelledOut(name) ?? ""],
    positions: members,
  }));
}

/** Projects of a group that holds some of the words, and whose names hold the others. Most queries meet no group. */
function matchesByGroup(groups: readonly Group[], names: SearchableNames, words: readonly string[]): MatchingNames {
  const found: number[] = [];
  for (const { texts, positions } of groups) {
    const others = words.filter((word) => !texts.some((text) => text.includes(word))).map(queryWord);
    if (others.length === words.length) continue;
    for (const position of positions) if (others.every((word) => holds(names, position, word))) found.push(position);
  }
  return besideNames(Uint32Array.from(found).toSorted());
}

/** What was found beside the name alone is no better than the inside of a word. */
function besideNames(positions: Uint32Array): MatchingNames {
  return { positions, qualities: new Uint8Array(positions.length).fill(matchQualities.indexOf("inside")) };
}

/** Each position once, as well as `one` has it; both lists ascend, and so does the answer. */
function together(one: MatchingNames, other: MatchingNames): MatchingNames {
  if (other.positions.length === 0) return one;
  const positions = new Uint32Array(one.positions.length + other.positions.length);
  const qualities = new Uint8Array(positions.length);
  let count = 0;
  let first = 0;
  let second = 0;
  while (first < one.positions.length || second < other.positions.length) {
    const here = one.positions[first] ?? Infinity;
    const there = other.positions[second] ?? Infinity;
    const isOnes = here <= there;
    positions[count] = isOnes ? here : there;
    qualities[count] = (isOnes ? one.qualities[first] : other.qualities[second]) ?? 0;
    if (isOnes) first += 1;
    if (there <= here) second += 1;
    count += 1;
  }
  return { positions: positions.slice(0, count), qualities: qualities.slice(0, count) };
}
