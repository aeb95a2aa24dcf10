import * as v from "valibot";
import type { NokoApi } from "./api.ts";
import { identifier, optionalBoolean, optionalText, requiredDate, requiredUrl } from "./decode.ts";
import { readList } from "./pagination.ts";
import { projectSchema } from "./projects.ts";
import type { ApiRequester } from "./request.ts";
import type { NokoEntry } from "./resources.ts";

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
  }),
);

/** `GET /v2/current_user/entries`: the user's own logged time, as the public API documentation has it. */
export function createEntryCalls(requester: ApiRequester): Pick<NokoApi, "listMyEntries"> {
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
            description: filters.description,
            project_ids: filters.projectIds,
            billable: filters.billable,
          },
          item: entrySchema,
        },
        options,
      ),
  };
}
