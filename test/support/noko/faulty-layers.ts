import { jsonAnswer, badTokenAnswer } from "../../../app/demo/answers.ts";
import { ConnectionLost } from "../../../app/demo/exchange.ts";
import type { DemoRequest, DemoResponse } from "../../../app/demo/exchange.ts";
import type { DemoLayers } from "../../../app/demo/layers.ts";
import { splitTarget } from "../../../app/demo/links.ts";
import { tokenOf } from "../../../app/demo/responder.ts";
import { createRouter, routeName } from "../../../app/demo/router.ts";
import { allRoutes } from "../../../app/demo/routes/all.ts";
import { unlessAborted, waitFor } from "../../../app/demo/waiting.ts";
import { assertNever } from "../../../app/model/assert-never.ts";
import type { Clock } from "../../../app/platform/ports.ts";
import type { FaultMoment, Faults } from "./faults.ts";
import type { OpaqueLinks } from "./opaque-links.ts";
import type { RecordedRequest, RequestLog } from "./request-log.ts";

export interface FaultyLayersOptions {
  readonly clock: Clock;
  readonly faults: Faults;
  readonly links: OpaqueLinks;
  readonly log: RequestLog;
  readonly token: string;
  readonly stopped: AbortSignal;
}

const lockedAnswer = jsonAnswer(503, { message: "The account is locked while it is being migrated" });
const findRoute = createRouter(allRoutes({ showsPending: () => true }));

/**
 * Records every request in front of the rate limit, and lets faults strike between the limit and the account.
 * Opaque URLs become documented ones before the account sees them.
 */
export function createFaultyLayers(options: FaultyLayersOptions): Pick<DemoLayers, "server" | "application"> {
  const { clock, faults, links, log, stopped } = options;
  const records = new WeakMap<DemoRequest, RecordedRequest>();

  async function strike(
    record: RecordedRequest,
    moment: FaultMoment,
    signals: readonly AbortSignal[],
  ): Promise<DemoResponse | null> {
    const effect = faults.strike(record, moment);
    if (effect === null) return null;
    switch (effect.kind) {
      case "answer":
        return effect.response;
      case "disconnect":
        throw new ConnectionLost();
      case "hang":
        await unlessAborted(signals, () => () => undefined);
        return null;
      case "hold":
        await untilAborted(effect.until, signals);
        return null;
      default:
        return assertNever(effect, "fault effect");
    }
  }

  return {
    server: async (request, next) => {
      const { target, opaque } = links.resolve(request.target);
      const record = recordOf(request, target, opaque, clock);
      log.addRequest(record);
      const documented = { ...request, target: target ?? request.target };
      records.set(documented, record);
      const response = await next(documented);
      log.addAnswer({ request: record, status: response.status });
      return response;
    },
    application: async (request, next) => {
      const record = records.get(request);
      if (record === undefined) return next(request);
      const signals = request.signal === undefined ? [stopped] : [stopped, request.signal];
      const instead = await strike(record, "before", signals);
      if (instead !== null) return instead;
      const response = stateAnswer(options, request) ?? (await next(hiddenIfPlain(links, request, record)));
      await waitFor(clock, faults.latencyOf(record), signals);
      return (await strike(record, "after", signals)) ?? response;
    },
  };
}

/** What the token's or the account's state has the server answer, whatever was asked. */
function stateAnswer({ faults, token }: FaultyLayersOptions, request: DemoRequest): DemoResponse | null {
  if ((request.headers["user-agent"] ?? "").trim() === "") return null;
  if (faults.revokedToken) return badTokenAnswer;
  const isSignedIn = tokenOf(request.headers, splitTarget(request.target)) === token;
  return faults.lockedAccount && isSignedIn ? lockedAnswer : null;
}

/** While paths are renamed, a path that clients should not compose leads nowhere. */
function hiddenIfPlain(links: OpaqueLinks, request: DemoRequest, record: RecordedRequest): DemoRequest {
  const { path, query } = splitTarget(request.target);
  if (record.opaque || !links.hides(path)) return request;
  return { ...request, target: `/v2/hidden?${query.toString()}` };
}

function untilAborted(event: AbortSignal, signals: readonly AbortSignal[]): Promise<void> {
  if (event.aborted) return Promise.resolve();
  return unlessAborted(signals, (done) => {
    event.addEventListener("abort", done);
    return () => event.removeEventListener("abort", done);
  });
}

function recordOf(request: DemoRequest, target: string | null, opaque: boolean, clock: Clock): RecordedRequest {
  const documentedPath = target === null ? null : splitTarget(target).path;
  const match = documentedPath === null ? null : findRoute(request.method, documentedPath);
  const [path = "", query = ""] = request.target.split("?", 2);
  return {
    method: request.method,
    path,
    documentedPath,
    route: match === null ? null : routeName(match.route),
    opaque,
    queryNames: [...new URLSearchParams(query).keys()],
    headerNames: Object.keys(request.headers),
    userAgent: request.headers["user-agent"] ?? null,
    address: request.address,
    at: clock.wallNow(),
    monotonicAt: clock.monotonicNow(),
  };
}
