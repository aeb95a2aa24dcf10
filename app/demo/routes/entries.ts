/** Time entries: what logging a timer makes. */
import * as v from "valibot";
import { decodeBody, isoDay, optional, text, wholeNumber } from "../body.ts";
import { allows, booleanFilter, idsFilter, textMatches } from "../filters.ts";
import { invalid, notFound } from "../problems.ts";
import { listed, ok } from "../router.ts";
import type { Reply, Route, RouteContext } from "../router.ts";
import type { DemoEntry } from "../state.ts";

const entrySchema = v.object({
  date: isoDay,
  minutes: v.pipe(wholeNumber, v.minValue(0)),
  description: optional(text),
  project_id: optional(wholeNumber),
});

export function entryRoutes(): readonly Route[] {
  return [
    {
      method: "GET",
      pattern: "/v2/current_user/entries",
      answer: (context) => entriesOf(context, (entry) => entry.userId === context.account.user.id),
    },
    { method: "GET", pattern: "/v2/entries", answer: (context) => entriesOf(context, () => true) },
    { method: "GET", pattern: "/v2/users/:id/entries", answer: entriesOfUser },
    { method: "GET", pattern: "/v2/projects/:id/entries", answer: entriesOfProject },
    { method: "GET", pattern: "/v2/entries/:id", answer: oneEntry },
    { method: "POST", pattern: "/v2/entries", userAction: true, answer: createEntry },
  ];
}

function entriesOf(context: RouteContext, isWanted: (entry: DemoEntry) => boolean): Reply {
  const { account, views, query } = context;
  const from = query.get("from");
  const to = query.get("to");
  const projects = idsFilter(query, "project_ids");
  const billable = booleanFilter(query, "billable");
  const entries = account.entries
    .all()
    .filter(isWanted)
    .filter((entry) => (from === null || entry.date >= from) && (to === null || entry.date <= to))
    .filter((entry) => textMatches(query, "description", entry.description))
    .filter((entry) => projects === null || (entry.projectId !== null && projects.has(entry.projectId)))
    .filter((entry) => allows(billable, account.isBillable(entry)));
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

function oneEntry({ account, views, id }: RouteContext): Reply {
  const entry = account.entries.byId(id);
  if (entry === null) throw notFound(`entry ${id}`);
  return ok(views.entry(entry));
}

function createEntry({ account, views, body }: RouteContext): Reply {
  const input = decodeBody(entrySchema, "Entry", body);
  const projectId = input.project_id ?? null;
  if (projectId !== null && !account.projects().some((project) => project.id === projectId)) {
    throw invalid({ resource: "Entry", field: "project_id", code: "missing" });
  }
  const entry = account.addEntry({
    date: input.date,
    minutes: input.minutes,
    description: input.description ?? null,
    projectId,
  });
  return { status: 201, json: views.entry(entry), location: views.entryUrl(entry.id) };
}
