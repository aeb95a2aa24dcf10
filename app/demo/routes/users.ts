/** The current user, and the users and tags that other resources name. */
import { notFound } from "../problems.ts";
import { ok } from "../router.ts";
import type { Route, RouteContext } from "../router.ts";

export function userRoutes(): readonly Route[] {
  return [
    {
      method: "GET",
      pattern: "/v2/current_user",
      answer: ({ account, views }) => ok(views.currentUser(account.user)),
    },
    { method: "GET", pattern: "/v2/users/:id", answer: oneUser },
    { method: "GET", pattern: "/v2/tags/:id", answer: oneTag },
  ];
}

function oneUser({ account, views, id }: RouteContext) {
  const user = account.users.find((candidate) => candidate.id === id);
  if (user === undefined) throw notFound(`user ${id}`);
  return ok(views.user(user));
}

function oneTag({ account, views, id }: RouteContext) {
  const tag = account.tags.byId(id);
  if (tag === null) throw notFound(`tag ${id}`);
  return ok(views.tag(tag));
}
