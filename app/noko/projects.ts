import * as v from "valibot";
import type { NokoApi } from "./api.ts";
import { identifier, optionalBoolean, optionalNumber, requiredText, requiredUrl } from "./decode.ts";
import { readList } from "./pagination.ts";
import { readOne } from "./read-one.ts";
import type { ApiRequester } from "./request.ts";
import type { NokoProject } from "./resources.ts";

/** Decodes both the full form of `GET /v2/projects` and the short one in timers and entries. */
export const projectSchema: v.GenericSchema<unknown, NokoProject> = v.pipe(
  v.object({
    id: identifier,
    name: requiredText,
    url: requiredUrl,
    group: v.optional(v.unknown()),
    color: v.optional(v.unknown()),
    billing_increment: optionalNumber,
    billable: optionalBoolean,
    enabled: optionalBoolean,
  }),
  v.transform((raw) => ({
    id: raw.id,
    name: raw.name,
    group: toGroupName(raw.group),
    url: raw.url,
    color: toColor(raw.color),
    billingIncrement: raw.billing_increment !== null && raw.billing_increment > 0 ? raw.billing_increment : null,
    // Blank: only what the server says is billable is shown as such; what it lists is meant to be used.
    billable: raw.billable ?? false,
    enabled: raw.enabled ?? true,
  })),
);

const groupSchema = v.object({ name: requiredText });

/** Of the full form alone; what is no group is none, and hides no project. */
function toGroupName(value: unknown): string | null {
  const group = v.safeParse(groupSchema, value);
  return group.success ? group.output.name : null;
}

/** `#rgb` and `#rrggbb` in lower case and long form; anything else is no colour, and never reaches a style. */
function toColor(value: unknown): string | null {
  if (typeof value !== "string") return null;
  const color = value.toLowerCase();
  if (/^#[0-9a-f]{6}$/.test(color)) return color;
  return /^#[0-9a-f]{3}$/.test(color) ? color.replace(/[0-9a-f]/g, "$&$&") : null;
}

type ProjectCalls = Pick<NokoApi, "listProjects" | "getProject">;

/** `GET /v2/projects` and one project, as the public API documentation has them. */
export function createProjectCalls(requester: ApiRequester): ProjectCalls {
  return {
    listProjects: (filters, options, onPage) =>
      readList(
        requester,
        {
          operation: "list projects",
          path: "projects",
          query: {
            name: filters.name,
            project_group_ids: filters.projectGroupIds,
            billing_increment: filters.billingIncrement,
            enabled: filters.enabled,
            billable: filters.billable,
          },
          item: projectSchema,
          ...(onPage === undefined ? {} : { onPage }),
        },
        options,
      ),
    getProject: (url, options) =>
      readOne(requester, { operation: "get project", method: "GET", url }, projectSchema, options),
  };
}
