import { timestampOf } from "./dates.ts";
import type { EntryBook } from "./entries.ts";
import { allows, booleanFilter, idMatches, idsFilter, inRange, textMatches } from "./filters.ts";
import type { DemoEntry } from "./state.ts";

/** The entries that the documented filters of a list let through. Nothing is on an invoice or from an import here. */
export function entriesLike(
  query: URLSearchParams,
  entries: readonly DemoEntry[],
  book: EntryBook,
): readonly DemoEntry[] {
  const billable = booleanFilter(query, "billable");
  const invoiced = booleanFilter(query, "invoiced");
  return entries
    .filter((entry) => idMatches(query, "user_ids", entry.userId))
    .filter((entry) => textMatches(query, "description", entry.description))
    .filter((entry) => idMatches(query, "project_ids", entry.projectId))
    .filter((entry) => tagsMatch(query, entry))
    .filter(() => idMatches(query, "invoice_ids", null) && idMatches(query, "import_ids", null))
    .filter((entry) => inRange(query, "from", "to", entry.date))
    .filter((entry) => allows(invoiced, entry.invoicedAt !== null))
    .filter((entry) => inRange(query, "invoiced_at_from", "invoiced_at_to", dayOrNull(entry.invoicedAt)))
    .filter((entry) => inRange(query, "updated_from", "updated_to", timestampOf(entry.updatedAt)))
    .filter((entry) => allows(billable, book.isBillable(entry)))
    .filter((entry) => inRange(query, "approved_at_from", "approved_at_to", dayOrNull(entry.approval?.at ?? null)))
    .filter((entry) => idMatches(query, "approved_by_ids", entry.approval?.userId ?? null));
}

/** All of the tags, unless any of them is asked for. */
function tagsMatch(query: URLSearchParams, { tagIds }: DemoEntry): boolean {
  const wanted = [...(idsFilter(query, "tag_ids") ?? [])];
  if (query.get("tag_filter_type") === "combination of" && wanted.length > 0) {
    return wanted.some((id) => tagIds.includes(id));
  }
  return wanted.every((id) => tagIds.includes(id));
}

function dayOrNull(instant: number | null): string | null {
  return instant === null ? null : timestampOf(instant).slice(0, 10);
}
