import { describe, expect, test } from "vitest";
import type { Project } from "../../../app/model/project.ts";
import { buildProjectIndex, searchProjects } from "../../../renderer/project-search.ts";

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
];

const projects = names.map((name, position): Project => ({
  id: position + 1,
  name,
  color: null,
  billingIncrement: null,
  billable: true,
  enabled: true,
}));
const index = buildProjectIndex(projects);

/** Names found, with the hits in brackets. */
function find(query: string): string[] {
  return searchProjects(index, query).map(({ project, hits }) => {
    let marked = project.name;
    for (const hit of hits.toReversed()) {
      marked = `${marked.slice(0, hit.start)}[${marked.slice(hit.start, hit.end)}]${marked.slice(hit.end)}`;
    }
    return marked;
  });
}

describe("searchProjects", () => {
  test.each([
    { query: "ze", found: ["[Zé]nith Architects", "[Ze]bra Logistics", "Free[ze]r Repair Co-op"] },
    { query: "ZÉ", found: ["[Zé]nith Architects", "[Ze]bra Logistics", "Free[ze]r Repair Co-op"] },
    { query: "arch zen", found: ["[Zén]ith [Arch]itects"] },
    { query: "op", found: ["Freezer Repair Co-[op]"] },
    { query: "grosse", found: ["Bäckerei [Größe] & Söhne"] },
    { query: "größe", found: ["Bäckerei [Größe] & Söhne"] },
    { query: "lodz ost", found: ["[Łódź] [Øst]"] },
    { query: "cafe ce", found: ["[Cafe\u0301] [Ce]ntral"] },
    { query: "istan", found: ["[İstan]bul"] },
    { query: "المنارة", found: ["استوديو [المنارة]"] },
    { query: "launch", found: ["🚀 [Launch]"] },
    { query: "🚀", found: ["[🚀] Launch"] },
    { query: "zebra zenith", found: [] },
    { query: "<b>", found: [] },
    { query: ".*", found: [] },
  ])("$query", ({ query, found }) => {
    expect(find(query)).toEqual(found);
  });

  test.each(["", "  "])("asked for nothing (%j), answers everything in its order", (query) => {
    expect(find(query)).toEqual(names);
  });
});
