import * as v from "valibot";
import type { NokoApi } from "./api.ts";
import { identifier, optionalNumber, optionalText, requiredUrl } from "./decode.ts";
import { readOne } from "./read-one.ts";
import type { ApiRequester } from "./request.ts";
import type { CurrentUser } from "./resources.ts";

export const currentUserSchema: v.GenericSchema<unknown, CurrentUser> = v.pipe(
  v.object({
    id: identifier,
    url: requiredUrl,
    email: optionalText,
    first_name: optionalText,
    last_name: optionalText,
    time_format: optionalText,
    week_start: optionalText,
    utc_offset: optionalNumber,
    entries_url: optionalText,
  }),
  v.transform((raw): CurrentUser => ({
    id: raw.id,
    url: raw.url,
    email: raw.email,
    firstName: raw.first_name,
    lastName: raw.last_name,
    timeFormat: raw.time_format === "fraction" ? "fraction" : "hours_minutes",
    // ISO 8601's first day, where the account says neither.
    weekStart: raw.week_start?.toLowerCase() === "sunday" ? "sunday" : "monday",
    utcOffset: raw.utc_offset ?? 0,
    entriesUrl: raw.entries_url,
  })),
);

/** `GET /v2/current_user`, as the public API documentation has it. */
export function createCurrentUserCalls(requester: ApiRequester): Pick<NokoApi, "currentUser"> {
  return {
    async currentUser(options) {
      const url = requester.urls.compose("current_user");
      return readOne(requester, { operation: "get current user", method: "GET", url }, currentUserSchema, options);
    },
  };
}
