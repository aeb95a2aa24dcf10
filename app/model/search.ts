/**
 * Finds projects by what people type: without regard to case and accents, at the beginnings of words, by initials,
 * or anywhere. An index is built once for a list of projects; a query then looks at every name once and makes
 * matches of the best alone, so that thousands of projects are searched between two keystrokes.
 */
import {
  hitsOf,
  matchName,
  matchQualities,
  type MatchQuality,
  searchableName,
  type SearchableName,
} from "./name-match.ts";
import type { Project } from "./project.ts";
import { fold, type TextRange } from "./text-folding.ts";
import type { Timer } from "./timer.ts";

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

interface IndexedProject {
  readonly project: Project;
  readonly name: SearchableName;
}

export const noUsage: ProjectUsage = { timers: [], favourites: [], recent: [] };

export function createProjectIndex(projects: readonly Project[]): ProjectIndex {
  const collator = new Intl.Collator(undefined, { sensitivity: "base", numeric: true });
  // By name, so that the position in this list is the last tie-break.
  const indexed = projects
    .toSorted((one, other) => collator.compare(one.name, other.name))
    .map((project): IndexedProject => ({ project, name: searchableName(project.name) }));
  return { search: (query, usage, limit) => search(indexed, wordsOf(query), rankByUse(usage), limit) };
}

function wordsOf(query: string): readonly string[] {
  return fold(query).split(/\s+/u).filter(Boolean);
}

function search(
  indexed: readonly IndexedProject[],
  words: readonly string[],
  useRank: (projectId: number) => number,
  limit: number,
): FoundProjects {
  // One number per match, most significant first: how it matches, use, how exactly it matches, name.
  const keys: number[] = [];
  indexed.forEach(({ project, name }, position) => {
    const quality = words.length === 0 ? "word-starts" : matchName(name, words)?.quality;
    if (quality === undefined) return;
    const rank = (groupOf(quality) * useRanks + useRank(project.id)) * matchQualities.length;
    keys.push((rank + matchQualities.indexOf(quality)) * indexed.length + position);
  });
  const best = Float64Array.from(keys).toSorted().subarray(0, limit);
  const matches = [...best].flatMap((key) => matchAt(indexed, key % indexed.length, words));
  return { matches, total: keys.length };
}

function matchAt(
  indexed: readonly IndexedProject[],
  position: number,
  words: readonly string[],
): readonly ProjectMatch[] {
  const found = indexed[position];
  if (found === undefined) return [];
  const match = words.length === 0 ? null : matchName(found.name, words);
  return [{ project: found.project, hits: match === null ? [] : hitsOf(found.name, match) }];
}

/** A whole name is what was meant; the beginnings of words come before the inside of one; use decides within these. */
function groupOf(quality: MatchQuality): number {
  if (quality === "whole") return 0;
  return quality === "inside" ? 2 : 1;
}

/** Per class of use, so many places of recency are told apart. */
const places = 1_000;
const classes = { paused: 0, running: 1, favourite: 2, other: 3 } as const;
const useRanks = places * 4;

/**
 * Projects with a timer first, then favourites, each by recency. The running one comes after the paused ones: to
 * start it changes nothing.
 */
function rankByUse({ timers, favourites, recent }: ProjectUsage): (projectId: number) => number {
  const ranks = new Map<number, number>();
  const add = (projectId: number, rank: number): void => {
    if (!ranks.has(projectId)) ranks.set(projectId, rank);
  };
  timers.forEach(({ projectId, state }, place) => {
    add(projectId, classes[state === "running" ? "running" : "paused"] * places + placeOf(place));
  });
  favourites.forEach((projectId) => add(projectId, classes.favourite * places + placeOf(recent.indexOf(projectId))));
  recent.forEach((projectId, place) => add(projectId, classes.other * places + placeOf(place)));
  return (projectId) => ranks.get(projectId) ?? useRanks - 1;
}

/** The last place is for those that are in no list. */
function placeOf(index: number): number {
  return index === -1 ? places - 1 : Math.min(index, places - 1);
}
