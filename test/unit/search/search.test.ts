import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Project } from "../../../app/model/project.ts";
import { createProjectIndex, noUsage, type ProjectMatch, type ProjectUsage } from "../../../app/search/search.ts";
import { fold } from "../../../app/search/text-folding.ts";

function projectsNamed(names: readonly string[]): readonly Project[] {
  return names.map((name, position) => ({
    id: position + 1,
    name,
    group: null,
    color: null,
    billingIncrement: null,
    billable: true,
    enabled: true,
  }));
}

/** The name with its hits in brackets. */
function marked({ project, hits }: ProjectMatch): string {
  return hits.reduceRight(
    (name, hit) => `${name.slice(0, hit.start)}[${name.slice(hit.start, hit.end)}]${name.slice(hit.end)}`,
    project.name,
  );
}

function find(names: readonly string[], query: string, usage: ProjectUsage = noUsage, limit = 100): readonly string[] {
  return createProjectIndex(projectsNamed(names)).search(query, usage, limit).matches.map(marked);
}

const names = [
  "Zénith Architects",
  "Zebra Logistics",
  "Freezer Repair Co-op",
  "Bäckerei Größe & Söhne",
  "Łódź Øst",
  "Cafe\u0301 Central",
  "İstanbul",
  "استوديو المنارة",
  "🚀 Launch",
  "日本語プロジェクト",
  "Old Zebra Crossing",
  "ΟΔΟΣ Αθηνών",
];

describe("what is found", () => {
  test.each([
    {
      query: "ze",
      found: ["[Ze]bra Logistics", "[Zé]nith Architects", "Old [Ze]bra Crossing", "Free[ze]r Repair Co-op"],
    },
    {
      query: "ZÉ",
      found: ["[Ze]bra Logistics", "[Zé]nith Architects", "Old [Ze]bra Crossing", "Free[ze]r Repair Co-op"],
    },
    { query: "zl", found: ["[Z]ebra [L]ogistics"] },
    { query: "ozc", found: ["[O]ld [Z]ebra [C]rossing"] },
    { query: "oc", found: ["[O]ld Zebra [C]rossing"] },
    { query: "zelo", found: ["[Ze]bra [Lo]gistics"] },
    { query: "zelx", found: [] },
    { query: "arch zen", found: ["[Zén]ith [Arch]itects"] },
    { query: "op", found: ["Freezer Repair Co-[op]"] },
    { query: "grosse", found: ["Bäckerei [Größe] & Söhne"] },
    { query: "größe", found: ["Bäckerei [Größe] & Söhne"] },
    { query: "bgs", found: ["[B]äckerei [G]röße & [S]öhne"] },
    { query: "lodz ost", found: ["[Łódź] [Øst]"] },
    { query: "lo", found: ["[Łó]dź Øst", "Zebra [Lo]gistics"] },
    { query: "cafe ce", found: ["[Cafe\u0301] [Ce]ntral"] },
    { query: "istan", found: ["[İstan]bul"] },
    { query: "ISTAN", found: ["[İstan]bul"] },
    { query: "المنارة", found: ["استوديو [المنارة]"] },
    { query: "launch", found: ["🚀 [Launch]"] },
    { query: "🚀", found: ["[🚀] Launch"] },
    { query: "οδός", found: ["[ΟΔΟΣ] Αθηνών"] },
    { query: "οδοσ αθ", found: ["[ΟΔΟΣ] [Αθ]ηνών"] },
    { query: "プロ", found: ["日本語[プロ]ジェクト"] },
    { query: "ｚｅｂｒａ ｌｏ", found: ["[Zebra] [Lo]gistics"] },
    { query: "zebra zenith", found: [] },
    { query: "<b>", found: [] },
    { query: ".*", found: [] },
    { query: "zz".repeat(200), found: [] },
  ])("$query", ({ query, found }) => {
    expect(find(names, query)).toEqual(found);
  });

  test.each(["", "  "])("asked for nothing (%j), everything by name, with no hits", (query) => {
    expect(find(["Zebra", "Ärger", "apple", "Project 10", "Project 9"], query)).toEqual([
      "apple",
      "Ärger",
      "Project 9",
      "Project 10",
      "Zebra",
    ]);
  });

  test("says how many match beyond the limit, and answers the best of them", () => {
    const index = createProjectIndex(projectsNamed(["Beta", "Alpha", "Gamma", "Delta"]));
    const { matches, total } = index.search("a", noUsage, 2);
    expect(total).toBe(4);
    expect(matches.map(marked)).toEqual(["[A]lpha", "Bet[a]"]);
  });
});

describe("as people type it", () => {
  test.each([
    { query: "o'reilly", names: ["O’Reilly Media"], found: ["[O’Reilly] Media"] },
    { query: "o’reilly", names: ["O'Reilly Media"], found: ["[O'Reilly] Media"] },
    { query: "o`reilly", names: ["OʼReilly Media"], found: ["[OʼReilly] Media"] },
    { query: "oreilly", names: ["O’Reilly Media"], found: ["[O]’[Reilly] Media"] },
    { query: "ops-team", names: ["Ops–Team", "Ops‑Team", "Ops—Team", "Ops−Team"], found: 4 },
    { query: "ops–team", names: ["Ops-Team"], found: ["[Ops-Team]"] },
    { query: '"best"', names: ["The “Best” Agency"], found: ["The [“Best”] Agency"] },
    { query: "ops team", names: ["Ops\u00a0Team"], found: ["[Ops]\u00a0[Team]"] },
    { query: "website", names: ["Web\u00adsite", "Web\u200bsite"], found: 2 },
    { query: "zuerich", names: ["Zürich"], found: 1 },
    { query: "zürich", names: ["Zuerich"], found: 1 },
    { query: "zurich", names: ["Zürich", "Zuerich"], found: ["[Zürich]"] },
    { query: "moeller", names: ["Møller", "Möller", "Moeller"], found: 3 },
    { query: "aarhus", names: ["Århus", "Aarhus"], found: 2 },
    { query: "baeckerei gross", names: ["Bäckerei Größe"], found: 1 },
    { query: "blue", names: ["Blu-ray"], found: [] },
    { query: "zl", names: ["Zebra Logistics"], found: ["[Z]ebra [L]ogistics"] },
  ])("$query in $names", ({ query, names, found }) => {
    const shown = find(names, query);
    if (typeof found === "number") expect(shown).toHaveLength(found);
    else expect(shown).toEqual(found);
  });
});

function grouped(entries: readonly (readonly [name: string, group: string | null])[]): readonly Project[] {
  return projectsNamed(entries.map(([name]) => name)).map((each, position) =>
    Object.assign(each, { group: entries[position]?.[1] ?? null }),
  );
}

describe("groups", () => {
  const projects = grouped([
    ["Website", "Acme"],
    ["Website", "Zebra Äpfel"],
    ["Newsletter", "Acme"],
    ["Acme internal", null],
  ]);
  const search = (query: string) =>
    createProjectIndex(projects)
      .search(query, noUsage, 10)
      .matches.map((match) => `${marked(match)}|${match.project.group ?? ""}`);

  test.each([
    { query: "acme", found: ["[Acme] internal|", "Newsletter|Acme", "Website|Acme"] },
    { query: "acme web", found: ["[Web]site|Acme"] },
    { query: "web acme", found: ["[Web]site|Acme"] },
    { query: "website", found: ["[Website]|Acme", "[Website]|Zebra Äpfel"] },
    { query: "aepfel", found: ["Website|Zebra Äpfel"] },
    { query: "acme zebra", found: [] },
  ])("$query", ({ query, found }) => {
    expect(search(query).toSorted()).toEqual(found.toSorted());
  });

  test("a name that matches comes before a group that does", () => {
    expect(search("acme")[0]).toBe("[Acme] internal|");
  });
});

function usage(change: Partial<ProjectUsage>): ProjectUsage {
  return { ...noUsage, ...change };
}

describe("who comes first", () => {
  // 1 Ant, 2 Ape, 3 Arc, 4 Ash, 5 Axe, 6 Data
  const six = ["Ant", "Ape", "Arc", "Ash", "Axe", "Data"];

  test.each<{ readonly what: string; readonly usage: ProjectUsage; readonly first: readonly string[] }>([
    { what: "by name", usage: noUsage, first: ["Ant", "Ape", "Arc", "Ash", "Axe", "Data"] },
    { what: "recent", usage: usage({ recent: [5, 3] }), first: ["Axe", "Arc", "Ant", "Ape", "Ash", "Data"] },
    {
      what: "favourites before recent",
      usage: usage({ recent: [5], favourites: [4] }),
      first: ["Ash", "Axe", "Ant", "Ape", "Arc", "Data"],
    },
    {
      what: "favourites by recency",
      usage: usage({ recent: [5, 2], favourites: [1, 2, 5] }),
      first: ["Axe", "Ape", "Ant", "Arc", "Ash", "Data"],
    },
    {
      what: "timers before favourites, the running one last of them",
      usage: usage({
        timers: [
          { projectId: 5, state: "running" },
          { projectId: 4, state: "paused" },
        ],
        favourites: [3],
      }),
      first: ["Ash", "Axe", "Arc", "Ant", "Ape", "Data"],
    },
    {
      what: "the inside of a word last, however much it is used",
      usage: usage({ timers: [{ projectId: 6, state: "paused" }], favourites: [6], recent: [6] }),
      first: ["Ant", "Ape", "Arc", "Ash", "Axe", "Data"],
    },
  ])("$what", ({ usage, first }) => {
    const plain = find(six, "a", usage).map((name) => name.replaceAll(/[[\]]/gu, ""));
    expect(plain).toEqual(first);
  });

  test("a whole name goes before everything that is used", () => {
    expect(find(["Internal tools", "Internal"], "internal", usage({ favourites: [1], recent: [1] }))).toEqual([
      "[Internal]",
      "[Internal] tools",
    ]);
  });

  test("between unused names: the beginning, then a later word, then initials", () => {
    expect(find(["Ab Crane", "Big Acorn", "Acme"], "ac")).toEqual(["[Ac]me", "Big [Ac]orn", "[A]b [C]rane"]);
  });
});

test("a text folds like its characters one by one, so that hits are found again in what was written", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), (text) => {
      expect(Array.from(text, fold).join("")).toBe(fold(text));
    }),
    { numRuns: 2_000 },
  );
});

test("every hit lies within its name and folds to what was asked for", () => {
  const name = fc.string({ unit: "grapheme", minLength: 1, maxLength: 30 });
  fc.assert(
    fc.property(fc.array(name, { maxLength: 20 }), fc.string({ unit: "grapheme", maxLength: 3 }), (names, query) => {
      const { matches, total } = createProjectIndex(projectsNamed(names)).search(query, noUsage, 10);
      expect(matches.length).toBe(Math.min(10, total));
      for (const { project, hits } of matches) {
        let end = 0;
        for (const hit of hits) {
          expect(hit.start).toBeGreaterThanOrEqual(end);
          expect(hit.end).toBeGreaterThan(hit.start);
          end = hit.end;
        }
        expect(end).toBeLessThanOrEqual(project.name.length);
      }
    }),
  );
});

test("a search does not depend on the order in which projects came", () => {
  const shuffled = fc.shuffledSubarray([...projectsNamed(names)], { minLength: names.length });
  const expected = createProjectIndex(projectsNamed(names)).search("o", noUsage, 100);
  fc.assert(
    fc.property(shuffled, (projects) => {
      expect(createProjectIndex(projects).search("o", noUsage, 100)).toEqual(expected);
    }),
  );
});

test("ten thousand names are searched, and only the asked-for ones become matches", () => {
  const many = projectsNamed(
    Array.from({ length: 10_000 }, (_, index) => `Client ${index % 97} — Wörk package ${index}`),
  );
  const index = createProjectIndex(many);
  for (const query of ["w", "wo", "cw", "cl wo 9999", "9", "xq"]) {
    const { matches, total } = index.search(query, noUsage, 60);
    expect(matches.length).toBe(Math.min(60, total));
  }
  expect(index.search("wo 9999", noUsage, 60)).toMatchObject({ total: 1, matches: [{ project: { id: 10_000 } }] });
});

test("an index that has answered other questions answers like a new one", () => {
  const letter = fc.constantFrom("a", "b", "c", "z", " ", "1");
  const name = fc.string({ unit: letter, maxLength: 10 });
  const query = fc.string({ unit: letter, maxLength: 4 });
  const id = fc.integer({ min: 1, max: 30 });
  const usage = fc.record({
    timers: fc.array(fc.record({ projectId: id, state: fc.constantFrom("running" as const, "paused" as const) })),
    favourites: fc.array(id),
    recent: fc.array(id),
  });
  const limit = fc.integer({ min: 1, max: 8 });
  fc.assert(
    fc.property(
      fc.array(name, { maxLength: 30 }),
      fc.array(fc.tuple(query, usage, limit), { maxLength: 8 }),
      (names, questions) => {
        const projects = projectsNamed(names);
        const index = createProjectIndex(projects);
        for (const [query, usage, limit] of questions) {
          const { matches, total } = createProjectIndex(projects).search(query, usage, names.length);
          expect(index.search(query, usage, limit)).toEqual({ matches: matches.slice(0, limit), total });
        }
      },
    ),
    { numRuns: 500 },
  );
});
