/** Time entries: what logging a timer makes, and what people write down by hand. */
import * as v from "valibot";
import { blankAsNull } from "../blank.ts";
import { decodeBody, isoDay, optional, text, wholeNumber } from "../body.ts";
import { entriesLike } from "../entry-filters.ts";
import type { EntryInput } from "../entries.ts";
import { invalid, notFound } from "../problems.ts";
import { listed, noContent, ok } from "../router.ts";
import type { Reply, Route, RouteContext } from "../router.ts";
import type { DemoEntry } from "../state.ts";

const resource = "Entry";
const minutes = v.pipe(wholeNumber, v.minValue(0));
const createSchema = v.object({
  date: isoDay,
  minutes,
  user_id: optional(wholeNumber),
  description: optional(text),
  project_id: optional(wholeNumber),
  project_name: optional(text),
  source_url: optional(text),
});
/** A field that is `null` is made blank, one that is not there stays as it was. */
const updateSchema = v.object({
  date: optional(isoDay),
  minutes: optional(minutes),
  user_id: optional(wholeNumber),
  description: v.nullish(text),
  project_id: v.nullish(wholeNumber),
  project_name: optional(text),
  source_url: v.nullish(text),
});
const invoicedSchema = v.object({ date: optional(isoDay) });

export function entryRoutes(): readonly Route[] {
  const one = "/v2/entries/:id";
  return [
    {
      method: "GET",
      pattern: "/v2/current_user/entries",
      answer: (context) => entriesOf(context, (entry) => entry.userId === context.account.user.id),
    },
    { method: "GET", pattern: "/v2/entries", answer: (context) => entriesOf(context, () => true) },
    { method: "GET", pattern: "/v2/users/:id/entries", answer: entriesOfUser },
    { method: "GET", pattern: "/v2/projects/:id/entries", answer: entriesOfProject },
    { method: "GET", pattern: "/v2/project_groups/:id/entries", answer: entriesOfGroup },
    { method: "GET", pattern: "/v2/tags/:id/entries", answer: entriesOfTag },
    { method: "GET", pattern: one, answer: ({ account, views, id }) => ok(views.entry(account.entries.get(id))) },
    { method: "POST", pattern: "/v2/entries", userAction: true, answer: create },
    { method: "PUT", pattern: one, userAction: true, answer: update },
    { method: "DELETE", pattern: one, userAction: true, answer: remove },
    { method: "PUT", pattern: `${one}/approved`, userAction: true, answer: approve },
    { method: "PUT", pattern: `${one}/unapproved`, userAction: true, answer: unapprove },
    { method: "PUT", pattern: `${one}/marked_as_invoiced`, userAction: true, answer: markInvoiced },
  ];
}

function entriesOf(context: RouteContext, isWanted: (entry: DemoEntry) => boolean): Reply {
  const { account, views, query } = context;
  const entries = entriesLike(query, account.entries.all().filter(isWanted), account.entries);
  return listed(context, entries, (entry) => views.entry(entry));
}

function entriesOfUser(context: RouteContext): Reply {
  if (!context.account.users.some((user) => user.id === context.id)) throw notFound(`user ${context.id}`);
  return entriesOf(context, (entry) => entry.userId === context.id);
}

function entriesOfProject(context: RouteContext): Reply {
  const project = context.account.project(context.id);
  return entriesOf(context, (entry) => entry.projectId === project.id);
}

function entriesOfGroup(context: RouteContext): Reply {
  const projects = context.account.projects().filter((project) => project.group?.id === context.id);
  if (projects.length === 0) throw notFound(`project group ${context.id}`);
  return entriesOf(context, (entry) => projects.some((project) => project.id === entry.projectId));
}

function entriesOfTag(context: RouteContext): Reply {
  if (context.account.tags.byId(context.id) === null) throw notFound(`tag ${context.id}`);
  return entriesOf(context, (entry) => entry.tagIds.includes(context.id));
}

function create({ account, views, body }: RouteContext): Reply {
  const input = decodeBody(createSchema, resource, body);
  const entry = account.entries.add({
    date: input.date,
    minutes: input.minutes,
    userId: userOf(account, input.user_id) ?? account.user.id,
    description: blankAsNull(input.description ?? null),
    projectId: projectOf(account, input.project_id, input.project_name) ?? null,
    sourceUrl: blankAsNull(input.source_url ?? null),
  });
  return { status: 201, json: views.entry(entry), location: views.entryUrl(entry.id) };
}

/** Documented: "If no value is provided" for `minutes`, "the entry will have `0` minutes". */
function update({ account, views, id, body }: RouteContext): Reply {
  const before = account.entries.get(id);
  const input = decodeBody(updateSchema, resource, body);
  const project = projectOf(account, input.project_id, input.project_name);
  const changed: EntryInput = {
    date: input.date ?? before.date,
    minutes: input.minutes ?? 0,
    userId: userOf(account, input.user_id) ?? before.userId,
    description: input.description === undefined ? before.description : blankAsNull(input.description),
    projectId: project === undefined ? before.projectId : project,
    sourceUrl: input.source_url === undefined ? before.sourceUrl : blankAsNull(input.source_url),
  };
  return ok(views.entry(account.entries.update(id, changed)));
}

function remove({ account, id }: RouteContext): Reply {
  account.entries.delete(id);
  return noContent;
}

function approve({ account, id }: RouteContext): Reply {
  account.entries.approve(id, account.user.id);
  return noContent;
}

function unapprove({ account, id }: RouteContext): Reply {
  account.entries.unapprove(id);
  return noContent;
}

function markInvoiced({ account, id, body }: RouteContext): Reply {
  account.entries.get(id);
  const { date } = decodeBody(invoicedSchema, resource, body);
  account.entries.markInvoiced(id, date === undefined ? undefined : Date.parse(`${date}T00:00:00Z`));
  return noContent;
}

function userOf(account: RouteContext["account"], userId: number | undefined): number | undefined {
  if (userId === undefined || account.users.some((user) => user.id === userId)) return userId;
  throw invalid({ resource, field: "user_id", code: "missing" });
}

/** The number wins over the name. Null for no project, undefined where neither is given. */
function projectOf(
  account: RouteContext["account"],
  projectId: number | null | undefined,
  name: string | undefined,
): number | null | undefined {
  if (projectId === undefined || projectId === null) {
    const wanted = name?.trim() ?? "";
    return wanted === "" ? projectId : account.projectBook.ensure(wanted).id;
  }
  if (account.projectBook.has(projectId)) return projectId;
  throw invalid({ resource, field: "project_id", code: "missing" });
}
