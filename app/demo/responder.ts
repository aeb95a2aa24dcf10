import type { DemoAccount } from "./account.ts";
import {
  answerOf,
  badTokenAnswer,
  forbiddenAnswer,
  lockedAnswer,
  noUserAgentAnswer,
  notAHashAnswer,
  notFoundAnswer,
  notJsonAnswer,
  refusalAnswer,
} from "./answers.ts";
import { readBody } from "./body.ts";
import type { DemoRequest, DemoResponse } from "./exchange.ts";
import type { Faults } from "./faults.ts";
import type { Hypermedia, ResolvedTarget } from "./hypermedia.ts";
import { DemoRefusal } from "./problems.ts";
import type { RouteMatch } from "./router.ts";
import type { Views } from "./views.ts";

export interface ResponderOptions {
  readonly account: DemoAccount;
  readonly views: Views;
  readonly links: Hypermedia;
  readonly faults: Faults;
  readonly tokens: ReadonlySet<string>;
  /** Told when a request changed a timer or an entry. */
  readonly onUserAction: () => void;
}

export interface Addressed {
  readonly target: ResolvedTarget | null;
  readonly match: RouteMatch | null;
}

const noBody: Readonly<Record<string, unknown>> = {};

/** Carries a request out at once and answers it: who asks, whether they may, what, and only then the body. */
export function respond(options: ResponderOptions, request: DemoRequest, { target, match }: Addressed): DemoResponse {
  const { faults, links } = options;
  if ((request.headers["user-agent"] ?? "").trim() === "") return noUserAgentAnswer;
  if (faults.revokedToken || !options.tokens.has(tokenOf(request.headers, target) ?? "")) return badTokenAnswer;
  if (faults.lockedAccount) return lockedAnswer;
  if (target === null || match === null) return notFoundAnswer;
  if (links.renamed && !target.opaque && !match.route.composed) return notFoundAnswer;
  if (faults.forbiddenBroadcasts && target.path.startsWith("/v2/broadcast_receivers")) return forbiddenAnswer;
  const body =
    match.route.method === "POST" || match.route.method === "PUT"
      ? readBody(request.body)
      : ({ kind: "hash", value: noBody } as const);
  if (body.kind === "not-json") return notJsonAnswer;
  if (body.kind === "not-a-hash") return notAHashAnswer;
  return carryOut(options, target, match, body.value);
}

function carryOut(
  options: ResponderOptions,
  target: ResolvedTarget,
  match: RouteMatch,
  body: Readonly<Record<string, unknown>>,
): DemoResponse {
  const { account, views, links } = options;
  try {
    const reply = match.route.answer({
      account,
      views,
      links,
      path: target.path,
      query: target.query,
      id: match.id,
      body,
    });
    if (match.route.userAction === true) options.onUserAction();
    return answerOf(reply);
  } catch (error) {
    if (error instanceof DemoRefusal) return refusalAnswer(error.refusal);
    throw error;
  }
}

/** The three documented ways: header `X-NokoToken`, query `noko_token`, header `Authorization: Bearer`. */
function tokenOf(headers: Readonly<Record<string, string>>, target: ResolvedTarget | null): string | null {
  const bearer = /^Bearer +(\S+) *$/i.exec(headers["authorization"] ?? "");
  return headers["x-nokotoken"] ?? bearer?.[1] ?? target?.query.get("noko_token") ?? null;
}
