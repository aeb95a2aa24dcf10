/** Projects, and the groups they name. */
import { allows, booleanFilter, idMatches, idsFilter, textMatches } from "../filters.ts";
import { notFound } from "../problems.ts";
import { listed, ok } from "../router.ts";
import type { Route, RouteContext } from "../router.ts";
import type { DemoGroup, DemoProject } from "../state.ts";

export function projectRoutes(): readonly Route[] {
  return [
    { method: "GET", pattern: "/v2/projects", answer: (context) => projectsOf(context, () => true) },
    { method: "GET", pattern: "/v2/projects/:id", answer: oneProject },
    { method: "GET", pattern: "/v2/project_groups", answer: listGroups },
    { method: "GET", pattern: "/v2/project_groups/:id", answer: oneGroup },
    { method: "GET", pattern: "/v2/project_groups/:id/projects", answer: projectsOfGroup },
  ];
}

/** The archived ones included: each says by `enabled` which it is, and there is a filter for it. */
function projectsOf(context: RouteContext, isWanted: (project: DemoProject) => boolean) {
  const { account, query } = context;
  const enabled = booleanFilter(query, "enabled");
  const billable = booleanFilter(query, "billable");
  const projects = account
    .projects()
    .filter(isWanted)
    .filter((project) => textMatches(query, "name", project.name))
    .filter((project) => idMatches(query, "project_group_ids", project.group?.id ?? null))
    .filter((project) => idMatches(query, "billing_increment", project.billingIncrement))
    .filter((project) => allows(enabled, project.enabled))
    .filter((project) => allows(billable, project.billable));
  return listed(context, projects, (project) => context.views.project(project));
}

function oneProject({ account, views, id }: RouteContext) {
  return ok(views.project(account.project(id)));
}

function listGroups(context: RouteContext) {
  const { account, query, views } = context;
  const wanted = idsFilter(query, "project_ids");
  const groups = groupsOf(account.projects())
    .filter((group) => textMatches(query, "name", group.name))
    .filter(
      (group) =>
        wanted === null || account.projects().some(({ id, group: own }) => own?.id === group.id && wanted.has(id)),
    );
  return listed(context, groups, (group) => views.fullGroup(group));
}

function oneGroup({ account, views, id }: RouteContext) {
  return ok(views.fullGroup(groupOf(account.projects(), id)));
}

function projectsOfGroup(context: RouteContext) {
  const { id } = groupOf(context.account.projects(), context.id);
  return projectsOf(context, (project) => project.group?.id === id);
}

function groupOf(projects: readonly DemoProject[], id: number): DemoGroup {
  const group = groupsOf(projects).find((candidate) => candidate.id === id);
  if (group === undefined) throw notFound(`project group ${id}`);
  return group;
}

function groupsOf(projects: readonly DemoProject[]): readonly DemoGroup[] {
  return [...new Map(projects.flatMap(({ group }) => (group === null ? [] : [[group.id, group] as const]))).values()];
}
