/** Projects, and the groups they name. */
import { allows, booleanFilter, idsFilter, textMatches } from "../filters.ts";
import { notFound } from "../problems.ts";
import { listed, ok } from "../router.ts";
import type { Route, RouteContext } from "../router.ts";

export function projectRoutes(): readonly Route[] {
  return [
    { method: "GET", pattern: "/v2/projects", answer: listProjects },
    { method: "GET", pattern: "/v2/projects/:id", answer: oneProject },
    { method: "GET", pattern: "/v2/project_groups/:id", answer: oneGroup },
  ];
}

/** By name, the archived ones included: each says by `enabled` which it is, and the filter tells them apart. */
function listProjects(context: RouteContext) {
  const { account, query } = context;
  const groups = idsFilter(query, "project_group_ids");
  const increments = idsFilter(query, "billing_increment");
  const enabled = booleanFilter(query, "enabled");
  const billable = booleanFilter(query, "billable");
  const projects = account
    .projects()
    .filter((project) => textMatches(query, "name", project.name))
    .filter((project) => groups === null || (project.group !== null && groups.has(project.group.id)))
    .filter(
      (project) =>
        increments === null || (project.billingIncrement !== null && increments.has(project.billingIncrement)),
    )
    .filter((project) => allows(enabled, project.enabled))
    .filter((project) => allows(billable, project.billable));
  return listed(context, projects, (project) => context.views.project(project));
}

function oneProject({ account, views, id }: RouteContext) {
  return ok(views.project(account.project(id)));
}

function oneGroup({ account, views, id }: RouteContext) {
  const group = account.projects().find((project) => project.group?.id === id)?.group ?? null;
  if (group === null) throw notFound(`project group ${id}`);
  return ok(views.group(group));
}
