/**
 * Finds projects by what people type: without regard to case and accents, at the beginnings of words, by initials,
 * or anywhere. An index is built once for a list of projects; a query then compares the names that the letters before
 * it have left, and makes matches of the best alone, so that thousands of projects are searched between two keystrokes.
 */
import { createMatching, wordsOf } from "./matching.ts";
import {
  hitsOf,
  matchQualities,
  queryWord,
  type QueryWord,
  type SearchableNames,
  searchableNames,
} from "./name-match.ts";
import type { MatchingNames } from "./narrowing.ts";
import type { Project } from "../model/project.ts";
import { fold, mergeRanges, type TextRange } from "./text-folding.ts";
import type { Timer } from "../model/timer.ts";

export interface ProjectMatch {
  readonly project: Project;
  /** What of the name was found: sorted and without overlaps. Empty when nothing was asked for. */
  readonly hits: readonly TextRange[];
}

/** What a person works on, which decides between names that match equally well. */
export interface ProjectUsage {
  /** In their order of use. */
  readonly timers: readonly Pick<Timer, "projectId" | "state">[];
  readonly favourites: readonly number[];
  /** The latest first. */
  readonly recent: readonly number[];
}

export interface FoundProjects {
  /** The best first, at most as many as were asked for. */
  readonly matches: readonly ProjectMatch[];
  /** How many match altogether. */
  readonly total: number;
}

export interface ProjectIndex {
  /** Projects whose names match every word of `query`; all of them where it is empty. */
  search(query: string, usage: ProjectUsage, limit: number): FoundProjects;
}

export const noUsage: ProjectUsage = { timers: [], favourites: [], recent: [] };

export function createProjectIndex(projects: readonly Project[]): ProjectIndex {
  const collator = new Intl.Collator(undefined, { sensitivity: "base", numeric: true });
  // By name, so that the position in this list is the last tie-break.
  const sorted = projects.toSorted((one, other) => collator.compare(one.name, other.name));
  const names = searchableNames(sorted.map(({ name }) => name));
  const matching = createMatching(sorted, names);
  const positionOf = new Map(sorted.map(({ id }, position) => [id, position]));
  return {
    search: (query, usage, limit) => {
      const queryWords = wordsOf(fold(query)).map(queryWord);
      const found = matching(query);
      const best = bestOf(found, ranksByUse(usage, positionOf), sorted.length, limit);
      const matches = best.flatMap((position): readonly ProjectMatch[] => {
        const project = sorted[position];
        return project === undefined ? [] : [{ project, hits: hitsOfAny(names, position, queryWords) }];
      });
      return { matches, total: found.positions.length };
    },
  };
}

/** What was found in the name itself: some words may stand in the group's name alone. */
function hitsOfAny(names: SearchableNames, position: number, words: readonly QueryWord[]): readonly TextRange[] {
  const hits = hitsOf(names, position, words);
  if (hits.length > 0) return hits;
  return mergeRanges(words.flatMap((word) => hitsOf(names, position, [word])));
}

/** The positions of the best, the best first. */
function bestOf(
  { positions, qualities }: MatchingNames,
  useRanks: ReadonlyMap<number, number>,
  count: number,
  limit: number,
): readonly number[] {
  // To be asked for each of thousands of matches.
  const isUsed = new Uint8Array(count);
  for (const position of useRanks.keys()) isUsed[position] = 1;
  // Those without use follow each other by name: the first of each quality are all that can be among the best.
  const unused = matchQualities.map(() => 0);
  // One number per match, most significant first: how it matches, use, how exactly it matches, name.
  const keys: number[] = [];
  for (let index = 0; index < positions.length; index += 1) {
    const position = positions[index] ?? 0;
    const quality = qualities[index] ?? 0;
    if (isUsed[position] === 0) {
      const before = unused[quality] ?? 0;
      if (before >= limit) continue;
      unused[quality] = before + 1;
    }
    const useRank = useRanks.get(position) ?? leastUse;
    const rank = (groupOf(quality) * (leastUse + 1) + useRank) * matchQualities.length;
    keys.push((rank + quality) * count + position);
  }
  return keys
    .toSorted((one, other) => one - other)
    .slice(0, limit)
    .map((key) => key % count);
}

/** A whole name is what was meant; the beginnings of words come before the inside of one; use decides within these. */
function groupOf(quality: number): number {
  if (quality === matchQualities.indexOf("whole")) return 0;
  return quality === matchQualities.indexOf("inside") ? 2 : 1;
}

/** Per class of use, so many positions of recency count. */
const places = 1_000;
const classes = { paused: 0, running: 1, favourite: 2, other: 3 } as const;
const leastUse = places * 4 - 1;

/**
 * Projects with a timer first, then favourites, each by recency. The running one comes after the paused ones: to
 * start it changes nothing. By their positions; those that are not used are left out.
 */
function ranksByUse(
  { timers, favourites, recent }: ProjectUsage,
  positionOf: ReadonlyMap<number, number>,
): ReadonlyMap<number, number> {
  const ranks = new Map<number, number>();
  const add = (projectId: number, rank: number): void => {
    const position = positionOf.get(projectId);
    if (position !== undefined && !ranks.has(position)) ranks.set(position, rank);
  };
  timers.forEach(({ projectId, state }, index) => {
    add(projectId, classes[state === "running" ? "running" : "paused"] * places + placeOf(index));
  });
  favourites.forEach((projectId) => add(projectId, classes.favourite * places + placeOf(recent.indexOf(projectId))));
  recent.forEach((projectId, index) => add(projectId, classes.other * places + placeOf(index)));
  return ranks;
}

/** The last index is for those that are in no list. */
function placeOf(index: number): number {
  return index === -1 ? places - 1 : Math.min(index, places - 1);
}
