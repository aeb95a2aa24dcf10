/** The account, its users and its tags. */
import { allows, booleanFilter, textMatches } from "../filters.ts";
import { notFound } from "../problems.ts";
import { listed, ok } from "../router.ts";
import type { Reply, Route, RouteContext } from "../router.ts";

export function userRoutes(): readonly Route[] {
  return [
    { method: "GET", pattern: "/v2/current_user", answer: ({ account, views }) => ok(views.currentUser(account.user)) },
    { method: "GET", pattern: "/v2/account", answer: ({ views }) => ok(views.account()) },
    { method: "GET", pattern: "/v2/users", answer: listUsers },
    { method: "GET", pattern: "/v2/users/:id", answer: oneUser },
    { method: "GET", pattern: "/v2/tags", answer: listTags },
    { method: "GET", pattern: "/v2/tags/:id", answer: oneTag },
  ];
}

/** Everybody is active and a leader here. */
function listUsers(context: RouteContext): Reply {
  const { account, views, query } = context;
  const users = account.users
    .filter((user) => textMatches(query, "name", `${user.firstName ?? ""} ${user.lastName ?? ""}`))
    .filter((user) => textMatches(query, "email", user.email))
    .filter(() => allows(query.get("role"), "leader") && allows(query.get("state"), "active"));
  return listed(context, users, (user) => views.fullUser(user));
}

function oneUser({ account, views, id }: RouteContext): Reply {
  const user = account.users.find((candidate) => candidate.id === id);
  if (user === undefined) throw notFound(`user ${id}`);
  return ok(views.fullUser(user));
}

function listTags(context: RouteContext): Reply {
  const { account, views, query } = context;
  const billable = booleanFilter(query, "billable");
  const tags = account.tags
    .all()
    .filter((tag) => textMatches(query, "name", tag.name))
    .filter((tag) => allows(billable, tag.billable));
  return listed(context, tags, (tag) => views.fullTag(tag));
}

function oneTag({ account, views, id }: RouteContext): Reply {
  const tag = account.tags.byId(id);
  if (tag === null) throw notFound(`tag ${id}`);
  return ok(views.fullTag(tag));
}
