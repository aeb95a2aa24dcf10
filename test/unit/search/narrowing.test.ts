import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { matchQualities, matchQuality, queryWord, searchableNames } from "../../../app/search/name-match.ts";
import { createNarrowing } from "../../../app/search/narrowing.ts";
import { fold } from "../../../app/search/text-folding.ts";

const names = ["Zebra Logistics", "Zénith Architects", "Freezer Repair", "Old Zebra Crossing", "Zz Top", "Œuvre"];

function found(matching: ReturnType<typeof createNarrowing>, query: string): readonly string[] {
  const { positions, qualities } = matching(wordsOf(query));
  return Array.from(positions, (position, index) => `${names[position]}: ${matchQualities[qualities[index] ?? 0]}`);
}

function wordsOf(query: string): readonly string[] {
  return fold(query).split(/\s+/u).filter(Boolean);
}

describe("narrowing", () => {
  test("answers which names match, and how, in their order", () => {
    expect(found(createNarrowing(searchableNames(names)), "ze")).toEqual([
      "Zebra Logistics: beginning",
      "Zénith Architects: beginning",
      "Freezer Repair: inside",
      "Old Zebra Crossing: word-starts",
    ]);
  });

  test.each([
    { what: "more letters", queries: ["z", "ze", "zeb"] },
    { what: "letters deleted again", queries: ["zebra", "zeb", "z", "zen"] },
    { what: "a word more", queries: ["ze", "ze ", "ze l", "ze lo"] },
    { what: "initials, and then a second word", queries: ["zl", "zl o"] },
    { what: "a letter more that folds to two", queries: ["o", "œ", "œu"] },
    { what: "another word with the same beginning", queries: ["ze lo", "ze ar", "zen ar"] },
    { what: "a letter added to a word that is not the last", queries: ["z l", "ze l"] },
    { what: "something else altogether", queries: ["freezer", "top", ""] },
    { what: "nothing that matches, and back", queries: ["z", "zq", "zqq", "z"] },
  ])("step by step is as good as at once: $what", ({ queries }) => {
    const matching = createNarrowing(searchableNames(names));
    for (const query of queries) {
      expect([query, found(matching, query)]).toEqual([query, found(createNarrowing(searchableNames(names)), query)]);
    }
  });

  test("what was known before a letter is there again without it", () => {
    const matching = createNarrowing(searchableNames(names));
    const before = matching(["ze"]);
    expect(matching(["zeb"]).positions).not.toEqual(before.positions);
    expect(matching(["ze"])).toBe(before);
  });
});

test("whatever was typed before, a query finds what it finds in each name by itself", () => {
  const letter = fc.constantFrom("a", "b", "z", "é", "\u0301", "ß", "İ", "œ", "1", " ", "🚀", "σ", "-");
  const name = fc.string({ unit: letter, maxLength: 12 });
  const query = fc.string({ unit: letter, maxLength: 5 });
  fc.assert(
    fc.property(fc.array(name, { maxLength: 12 }), fc.array(query, { maxLength: 12 }), (written, queries) => {
      const all = searchableNames(written);
      const matching = createNarrowing(all);
      for (const words of queries.map(wordsOf)) {
        const alone = words.map(queryWord);
        const expected = written.flatMap((_, position) => {
          const quality = matchQuality(all, position, alone);
          return quality === null ? [] : [{ position, quality: matchQualities.indexOf(quality) }];
        });
        const { positions, qualities } = matching(words);
        expect(Array.from(positions, (position, index) => ({ position, quality: qualities[index] }))).toEqual(expected);
      }
    }),
    { numRuns: 1_000 },
  );
});
