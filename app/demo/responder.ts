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
import type { WebhookSender } from "./webhook-sender.ts";

export interface ResponderOptions {
  readonly account: DemoAccount;
  readonly views: Views;
  readonly links: Links;
  readonly routes: readonly Route[];
  readonly token: string;
  readonly webhooks: WebhookSender;
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
  { account, views, links, webhooks, onUserAction }: ResponderOptions,
  { path, query }: Target,
  { route, id, payloadId }: RouteMatch,
  body: Readonly<Record<string, unknown>>,
): DemoResponse {
  try {
    const reply = route.answer({ account, views, links, webhooks, path, query, id, payloadId, body });
    if (route.userAction === true) onUserAction();
    return answerOf(reply);
  } catch (error) {
    if (error instanceof DemoRefusal) return refusalAnswer(error.refusal);
    throw error;
  }
}

/** The token, in whichever of the documented forms it was given. */
export function tokenOf(headers: Readonly<Record<string, string>>, { query }: Target): string | null {
  const [, scheme, credentials = ""] = /^(Bearer|Basic) +(\S+) *$/i.exec(headers["authorization"] ?? "") ?? [];
  const authorized = scheme?.toLowerCase() === "basic" ? tokenOfPair(credentials) : scheme && credentials;
  return headers["x-nokotoken"] ?? authorized ?? query.get("noko_token") ?? query.get("access_token");
}

/** Basic authentication: the token is the user's name, whatever the password, or the password where there is no name. */
function tokenOfPair(credentials: string): string {
  const pair = Buffer.from(credentials, "base64").toString("utf8");
  const colon = pair.indexOf(":");
  const [name, password] = colon < 0 ? [pair, ""] : [pair.slice(0, colon), pair.slice(colon + 1)];
  return name === "" ? password : name;
}
