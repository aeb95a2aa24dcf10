/**
 * Finds the names that match a query by comparing only those that matched what was typed before: with each letter
 * more there are fewer to compare, and a deleted letter brings back what is known already.
 */
import { matchQualities, matchQuality, queryWord, type SearchableNames } from "./name-match.ts";

/** Parallel lists, since there may be thousands. */
export interface MatchingNames {
  /** Their places in the list of names, ascending. */
  readonly positions: Uint32Array;
  /** How each of them matches: its index in `matchQualities`. */
  readonly qualities: Uint8Array;
}

interface Step extends MatchingNames {
  readonly words: readonly string[];
}

/** Answers which of `names` match every one of some (folded, not empty) words: all of them where there are none. */
export function createNarrowing(names: SearchableNames): (words: readonly string[]) => MatchingNames {
  const everything: Step = {
    words: [],
    positions: Uint32Array.from(names.written.keys()),
    qualities: new Uint8Array(names.written.length).fill(matchQualities.indexOf("word-starts")),
  };
  // Each narrower than the one before it.
  let steps: readonly Step[] = [];
  return (words) => {
    if (words.length === 0) return everything;
    steps = steps.slice(0, steps.findLastIndex((step) => isNarrower(words, step.words)) + 1);
    const last = steps.at(-1) ?? everything;
    if (last.words.join(" ") === words.join(" ")) return last;
    const step = narrow(names, last, words);
    steps = [...steps, step];
    return step;
  };
}

/**
 * Whether whatever matches `words` matches `fewer` as well: where letters were added to the last word, or words after
 * it. Letters that were shared among initials are so with some missing at the end, too.
 */
function isNarrower(words: readonly string[], fewer: readonly string[]): boolean {
  const last = fewer.length - 1;
  return fewer.every((word, index) => (index === last ? words[index]?.startsWith(word) : words[index] === word));
}

function narrow(names: SearchableNames, { positions }: MatchingNames, words: readonly string[]): Step {
  const queryWords = words.map(queryWord);
  const keptPositions = new Uint32Array(positions.length);
  const keptQualities = new Uint8Array(positions.length);
  let count = 0;
  for (const position of positions) {
    const quality = matchQuality(names, position, queryWords);
    if (quality === null) continue;
    keptPositions[count] = position;
    keptQualities[count] = matchQualities.indexOf(quality);
    count += 1;
  }
  return { words, positions: keptPositions.slice(0, count), qualities: keptQualities.slice(0, count) };
}
