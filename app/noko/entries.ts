import * as v from "valibot";
import type { NokoApi } from "./api.ts";
import { identifier, optionalBoolean, optionalInstant, optionalText, requiredDate, requiredUrl } from "./decode.ts";
import { readList } from "./pagination.ts";
import { projectSchema } from "./projects.ts";
import { readOne, readOneOrNull } from "./read-one.ts";
import type { ApiRequester } from "./request.ts";
import type { NokoEntry, NokoTag } from "./resources.ts";

const tagSchema = v.object({ name: v.pipe(v.string(), v.nonEmpty()), billable: optionalBoolean });

export const entrySchema: v.GenericSchema<unknown, NokoEntry> = v.pipe(
  v.object({
    id: identifier,
    url: requiredUrl,
    // An entry cannot be made without a date and minutes, so neither is ever blank.
    date: requiredDate,
    minutes: v.pipe(v.number(), v.finite()),
    billable: optionalBoolean,
    description: optionalText,
    project: v.nullish(projectSchema, null),
    tags: v.optional(v.unknown()),
    source_url: optionalText,
    approved_at: v.optional(v.unknown()),
    invoiced_at: v.optional(v.unknown()),
    invoice: v.optional(v.unknown()),
    created_at: optionalInstant,
    updated_at: optionalInstant,
  }),
  v.transform((raw) => ({
    id: raw.id,
    url: raw.url,
    date: raw.date,
    minutes: raw.minutes,
    billable: raw.billable,
    description: raw.description,
    project: raw.project,
    tags: toTags(raw.tags),
    sourceUrl: raw.source_url,
    // Whatever stands there, it is not blank: better an entry that can't be changed here than one that is refused.
    approved: isGiven(raw.approved_at),
    invoiced: isGiven(raw.invoiced_at) || isGiven(raw.invoice),
    createdAt: raw.created_at,
    updatedAt: raw.updated_at,
  })),
);

/** Tags are a courtesy beside the description: one that cannot be read hides neither its entry nor the others. */
function toTags(value: unknown): readonly NokoTag[] {
  if (!Array.isArray(value)) return [];
  return value.flatMap((each: unknown) => {
    const tag = v.safeParse(tagSchema, each);
    return tag.success ? [{ name: tag.output.name, billable: tag.output.billable ?? true }] : [];
  });
}

function isGiven(value: unknown): boolean {
  return value !== null && value !== undefined;
}

type EntryCalls = Pick<NokoApi, "listMyEntries" | "getEntry" | "createEntry" | "updateEntry" | "deleteEntry">;

/** The user's own logged time, as the public API documentation has it. */
export function createEntryCalls(requester: ApiRequester): EntryCalls {
  return {
    listMyEntries: (filters, options) =>
      readList(
        requester,
        {
          operation: "list entries",
          path: "current_user/entries",
          query: {
            from: filters.from,
            to: filters.to,
            updated_from: filters.updatedFrom,
            description: filters.description,
            project_ids: filters.projectIds,
            billable: filters.billable,
          },
          item: entrySchema,
        },
        options,
      ),
    getEntry: (url, options) =>
      readOneOrNull(requester, { operation: "get entry", method: "GET", url }, entrySchema, options),
    createEntry: (entry, options) =>
      readOne(
        requester,
        {
          operation: "create entry",
          method: "POST",
          url: requester.urls.compose("entries"),
          body: {
            date: entry.date,
            minutes: entry.minutes,
            description: entry.description,
            project_id: entry.projectId ?? undefined,
          },
        },
        entrySchema,
        options,
      ),
    updateEntry: (url, entry, options) =>
      readOne(
        requester,
        {
          operation: "update entry",
          method: "PUT",
          url,
          body: {
            date: entry.date,
            minutes: entry.minutes,
            description: entry.description,
            project_id: entry.projectId,
            source_url: entry.sourceUrl,
          },
        },
        entrySchema,
        options,
      ),
    async deleteEntry(url, options) {
      const request = { operation: "delete entry", method: "DELETE", url, mayBeMissing: true } as const;
      return (await requester.send(request, options)).as(null);
    },
  };
}
