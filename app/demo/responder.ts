import type { DemoAccount } from "./account.ts";
import {
  answerOf,
  badTokenAnswer,
  forbiddenAnswer,
  noUserAgentAnswer,
  notAHashAnswer,
  notFoundAnswer,
  notJsonAnswer,
  refusalAnswer,
} from "./answers.ts";
import { readBody } from "./body.ts";
import type { DemoRequest, DemoResponse } from "./exchange.ts";
import { splitTarget } from "./links.ts";
import type { Links, Target } from "./links.ts";
import type { Permissions } from "./permissions.ts";
import { DemoRefusal } from "./problems.ts";
import { createRouter } from "./router.ts";
import type { Route, RouteMatch } from "./router.ts";
import type { Views } from "./views.ts";

export interface ResponderOptions {
  readonly account: DemoAccount;
  readonly views: Views;
  readonly links: Links;
  readonly routes: readonly Route[];
  readonly token: string;
  readonly permissions: () => Permissions;
  /** Called when a request changed a timer or an entry. */
  readonly onUserAction: () => void;
}

const noBody: Readonly<Record<string, unknown>> = {};

/** Carries each request out at once and answers it: who asks, what, whether they may, and only then the body. */
export function createResponder(options: ResponderOptions): (request: DemoRequest) => DemoResponse {
  const find = createRouter(options.routes);
  return (request) => {
    const target = splitTarget(request.target);
    if ((request.headers["user-agent"] ?? "").trim() === "") return noUserAgentAnswer;
    if (tokenOf(request.headers, target) !== options.token) return badTokenAnswer;
    const match = find(request.method, target.path);
    if (match === null) return notFoundAnswer;
    const { needs } = match.route;
    if (needs !== undefined && !options.permissions()[needs]) return forbiddenAnswer;
    const hasBody = match.route.method === "POST" || match.route.method === "PUT";
    const body = hasBody ? readBody(request.body) : ({ kind: "hash", value: noBody } as const);
    if (body.kind === "not-json") return notJsonAnswer;
    if (body.kind === "not-a-hash") return notAHashAnswer;
    return carryOut(options, target, match, body.value);
  };
}

function carryOut(
  { account, views, links, onUserAction }: ResponderOptions,
  { path, query }: Target,
  { route, id }: RouteMatch,
  body: Readonly<Record<string, unknown>>,
): DemoResponse {
  try {
    const reply = route.answer({ account, views, links, path, query, id, body });
    if (route.userAction === true) onUserAction();
    return answerOf(reply);
  } catch (error) {
    if (error instanceof DemoRefusal) return refusalAnswer(error.refusal);
    throw error;
  }
}

/** The three documented forms: header `X-NokoToken`, query `noko_token`, header `Authorization: Bearer`. */
export function tokenOf(headers: Readonly<Record<string, string>>, { query }: Target): string | null {
  const bearer = /^Bearer +(\S+) *$/i.exec(headers["authorization"] ?? "");
  return headers["x-nokotoken"] ?? bearer?.[1] ?? query.get("noko_token");
}
