import { assertNever } from "../model/assert-never.ts";
import type { Clock } from "../platform/ports.ts";
import { tooManyAnswer } from "./answers.ts";
import { ConnectionLost } from "./exchange.ts";
import type { DemoRequest, DemoResponse, RecordedRequest } from "./exchange.ts";
import type { FaultEffect, FaultMoment } from "./faults.ts";
import { RateLimiter } from "./rate-limiter.ts";
import { RequestLog } from "./request-log.ts";
import { respond } from "./responder.ts";
import type { Addressed, ResponderOptions } from "./responder.ts";
import { createRouter, routeName } from "./router.ts";
import type { Route } from "./router.ts";
import { waitFor, waitForever, waitUntil } from "./waiting.ts";

export interface DemoCoreOptions extends ResponderOptions {
  readonly clock: Clock;
  readonly routes: readonly Route[];
  readonly rateLimit: boolean;
}

/**
 * The server without sockets: one request in, one response out, all waiting on the injected clock. The order is
 * that of a real deployment: the limiter stands in front of the application, faults between the two.
 */
export class DemoCore {
  readonly log = new RequestLog();
  readonly #options: DemoCoreOptions;
  readonly #find: ReturnType<typeof createRouter>;
  readonly #limiter: RateLimiter;
  readonly #stop = new AbortController();

  constructor(options: DemoCoreOptions) {
    this.#options = options;
    this.#find = createRouter(options.routes);
    this.#limiter = new RateLimiter(options.clock);
  }

  /** Rejects with `ConnectionLost` where the connection would end without an answer. */
  async handle(request: DemoRequest): Promise<DemoResponse> {
    const addressed = this.#address(request);
    const record = this.#record(request, addressed);
    this.log.addRequest(record);
    const response = await this.#answer(request, addressed, record);
    this.log.addAnswer({ request: record, status: response.status });
    return {
      ...response,
      headers: { date: new Date(this.#options.clock.wallNow()).toUTCString(), ...response.headers },
    };
  }

  /** Ends every request that still waits. */
  stop(): void {
    this.#stop.abort();
  }

  async #answer(request: DemoRequest, addressed: Addressed, record: RecordedRequest): Promise<DemoResponse> {
    const { clock, faults, rateLimit } = this.#options;
    const signals = request.signal === undefined ? [this.#stop.signal] : [this.#stop.signal, request.signal];
    if (rateLimit) {
      const decision = this.#limiter.admit(request.address);
      if (decision.kind === "drop") return tooManyAnswer;
      await waitFor(clock, decision.milliseconds, signals);
    }
    const instead = await this.#suffer(record, "before", signals);
    if (instead !== null) return instead;
    const response = respond(this.#options, request, addressed);
    await waitFor(clock, faults.latencyOf(record), signals);
    return (await this.#suffer(record, "after", signals)) ?? response;
  }

  async #suffer(
    record: RecordedRequest,
    moment: FaultMoment,
    signals: readonly AbortSignal[],
  ): Promise<DemoResponse | null> {
    const effect: FaultEffect | null = this.#options.faults.strike(record, moment);
    if (effect === null) return null;
    switch (effect.kind) {
      case "answer":
        return effect.response;
      case "disconnect":
        throw new ConnectionLost();
      case "hang":
        await waitForever(signals);
        return null;
      case "hold":
        await waitUntil(effect.until, signals);
        return null;
      default:
        return assertNever(effect, "fault effect");
    }
  }

  #address(request: DemoRequest): Addressed {
    const target = this.#options.links.resolve(request.target);
    return { target, match: target === null ? null : this.#find(request.method, target.path) };
  }

  #record(request: DemoRequest, { target, match }: Addressed): RecordedRequest {
    const [path = "", query = ""] = request.target.split("?", 2);
    return {
      method: request.method,
      path,
      documentedPath: target?.path ?? null,
      route: match === null ? null : routeName(match.route),
      opaque: target?.opaque ?? path.startsWith("/v2/x/"),
      queryNames: [...new URLSearchParams(query).keys()],
      headerNames: Object.keys(request.headers),
      userAgent: request.headers["user-agent"] ?? null,
      address: request.address,
      at: this.#options.clock.wallNow(),
      monotonicAt: this.#options.clock.monotonicNow(),
    };
  }
}
