import type { NokoEntry } from "../../app/noko/resources.ts";

/** An entry as the client hands it on: an hour without a project, unless said otherwise. */
export function nokoEntry(parts: Partial<NokoEntry> & Pick<NokoEntry, "id">): NokoEntry {
  return {
    date: "2026-01-05",
    minutes: 60,
    billable: true,
    description: null,
    project: null,
    tags: [],
    sourceUrl: null,
    approved: false,
    invoiced: false,
    createdAt: null,
    updatedAt: null,
    url: `https://api.example.test/v2/entries/${parts.id}`,
    ...parts,
  };
}
