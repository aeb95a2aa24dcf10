import type { DemoAccount } from "./account.ts";
import type { Links } from "./links.ts";
import { paginate } from "./pagination.ts";
import type { Feature } from "./permissions.ts";
import type { Json, Views } from "./views.ts";
import type { WebhookSender } from "./webhook-sender.ts";

export type Method = "GET" | "POST" | "PUT" | "DELETE";

/** What a route answers, before it becomes headers and bytes. */
export interface Reply {
  readonly status: 200 | 201 | 202 | 204;
  /** Absent for 202 and 204. */
  readonly json?: Json;
  readonly location?: string;
  readonly link?: string;
}

export interface RouteContext {
  readonly account: DemoAccount;
  readonly views: Views;
  readonly links: Links;
  readonly path: string;
  readonly query: URLSearchParams;
  /** The number in the path; 0 where the route has none. */
  readonly id: number;
  /** The payload's number in the path; empty where the route has none. */
  readonly payloadId: string;
  readonly webhooks: WebhookSender;
  /** The body's fields, undecoded; empty for GET. */
  readonly body: Readonly<Record<string, unknown>>;
}

export interface Route {
  readonly method: Method;
  /** A documented path; `:id` stands for a number, `:payload_id` for a UUID. */
  readonly pattern: string;
  /** The feature without which it answers 403. */
  readonly needs?: Feature;
  /** True for what changes a timer or an entry: the sign that a person is at work. */
  readonly userAction?: boolean;
  readonly answer: (context: RouteContext) => Reply;
}

export interface RouteMatch {
  readonly route: Route;
  readonly id: number;
  readonly payloadId: string;
}

/** `GET /v2/projects/:id/timer`, to count and to match requests by. */
export function routeName(route: Route): string {
  return `${route.method} ${route.pattern}`;
}

/** Finds the route for a method and a documented path; null where there is none, whichever of both is unknown. */
export function createRouter(routes: readonly Route[]): (method: string, path: string) => RouteMatch | null {
  const compiled = routes.map((route) => ({
    route,
    expression: new RegExp(
      `^${route.pattern.replace(":id", "(\\d{1,15})").replace(":payload_id", "([\\da-f-]{36})")}$`,
    ),
  }));
  return (asked, path) => {
    // A `HEAD` is a `GET` of which only the head is sent.
    const method = asked === "HEAD" ? "GET" : asked;
    for (const { route, expression } of compiled) {
      if (route.method !== method) continue;
      const match = expression.exec(path);
      if (match !== null) return { route, id: Number(match[1] ?? 0), payloadId: match[2] ?? "" };
    }
    return null;
  };
}

export const noContent: Reply = { status: 204 };
/** It will be done. */
export const accepted: Reply = { status: 202 };

export function ok(json: Json): Reply {
  return { status: 200, json };
}

/** A page of a list, with its `Link` header. */
export function listed<T>(context: RouteContext, items: readonly T[], view: (item: T) => Json): Reply {
  const page = paginate(items, context.path, context.query, (target) => context.links.url(target));
  const json = page.items.map((item) => view(item));
  return page.link === null ? ok(json) : { status: 200, json, link: page.link };
}
