import type { Clock, Fetch, Logger } from "../platform/ports.ts";
import type { Answer, RequestOptions } from "./api.ts";
import { retryAfterMilliseconds } from "./retry-after.ts";
import { ApiError } from "./errors.ts";
import { exchange, type Exchange, type HttpAnswer, type HttpMethod } from "./exchange.ts";
import type { UrlGate } from "./own-url.ts";
import type { Progress, RateGate } from "./rate-gate.ts";
import { isRedirect, MOST_HOPS, type Redirects } from "./redirects.ts";
import { errorFromStatus } from "./status.ts";
import { assertNever } from "../model/assert-never.ts";

export interface ApiRequest {
  /** What is asked, in fixed words for the log. */
  readonly operation: string;
  readonly method: HttpMethod;
  readonly url: string;
  /** A page of a list, whose URL has a query. */
  readonly isPage?: boolean;
  /** A later page: goes before other requests of its priority. */
  readonly continues?: boolean;
  /** `undefined` is not sent, `null` is: as a blank. */
  readonly body?: Readonly<Record<string, string | number | readonly string[] | null | undefined>>;
  /** 404 is an answer, not an error. */
  readonly mayBeMissing?: boolean;
}

export interface ReceivedAnswer {
  readonly status: number;
  readonly body: string;
  readonly header: (name: string) => string | null;
  /** Where the answer came from, after redirects: relative links count from here. */
  readonly address: string;
  readonly sequence: number;
  readonly requestedAt: number;
  readonly receivedAt: number;
  /** The decoded value with what orders it. */
  as<T>(value: T): Answer<T>;
}

export interface ApiRequester {
  readonly urls: UrlGate;
  readonly logger: Logger;
  /** Answers a success (or a permitted 404); throws `ApiError` for everything else. */
  send(request: ApiRequest, options: RequestOptions): Promise<ReceivedAnswer>;
  /** Server time minus wall clock in milliseconds; null before the first `Date` header. */
  clockOffset(): number | null;
}

export interface RequesterInput {
  readonly urls: UrlGate;
  readonly gate: RateGate;
  readonly redirects: Redirects;
  readonly headers: Readonly<Record<string, string>>;
  /** False for a token that no header can carry, such as one pasted with a line end: the server is not asked about it. */
  readonly tokenFitsHeader: boolean;
  readonly fetch: Fetch;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly timeoutMilliseconds: number;
}

/** After a broken connection. More would hide an outage that people should hear of. */
const MOST_REPETITIONS = 1;

/**
 * The one request path. What is repeated, and why it may be:
 * - refused with 429: any request, for the limiter turned it away before it was carried out;
 * - broken before it was sent: any request, once;
 * - broken later: reads alone, once; whether anything else was carried out is not known;
 * - timed out: nothing, for a person has waited long enough for an answer.
 */
export function createRequester(input: RequesterInput): ApiRequester {
  const { urls, gate, redirects, clock, logger } = input;
  const owner = {};
  let lastSequence = 0;
  let offset: number | null = null;

  function noteAnswer(answer: HttpAnswer): void {
    const serverNow = Date.parse(answer.header("date") ?? "");
    if (!Number.isNaN(serverNow)) offset = serverNow - clock.wallNow();
    if (answer.status !== 429) {
      gate.accepted();
      return;
    }
    // Counted by the server's clock: the wall clock of a desktop is wrong often.
    gate.refused(retryAfterMilliseconds(answer.header("retry-after"), clock.wallNow() + (offset ?? 0)));
  }

  async function attempt(
    request: ApiRequest,
    options: RequestOptions,
    address: string,
    interrupted: AbortSignal,
    progress: Progress,
  ): Promise<Attempt> {
    options.onSend?.();
    lastSequence += 1;
    const sequence = lastSequence;
    const startedAt = clock.monotonicNow();
    const body = request.body === undefined ? null : JSON.stringify(request.body);
    const outcome = await exchange(
      {
        method: request.method,
        url: address,
        headers: body === null ? input.headers : { ...input.headers, "Content-Type": "application/json" },
        body,
        timeoutMilliseconds: input.timeoutMilliseconds,
        cancelled: options.signal,
        interrupted,
        progress,
      },
      input,
    );
    logger.debug("Request ended", {
      operation: request.operation,
      method: request.method,
      outcome: outcome.kind === "answered" ? outcome.status : outcome.kind,
      milliseconds: Math.round(clock.monotonicNow() - startedAt),
    });
    if (outcome.kind === "answered") noteAnswer(outcome);
    return { outcome, sequence };
  }

  async function send(request: ApiRequest, options: RequestOptions): Promise<ReceivedAnswer> {
    const isOwn = request.isPage === true ? urls.isOwnPage(request.url) : urls.isOwnResource(request.url);
    if (!input.tokenFitsHeader) throw new ApiError({ kind: "token-rejected" }, true);
    if (!isOwn) throw new ApiError({ kind: "foreign-url" }, true);
    const visited = [redirects.currentAddressOf(request.url)];
    let continues = request.continues ?? false;
    let refusedSince: number | null = null;
    let repetitions = 0;
    for (;;) {
      const address = visited.at(-1) ?? request.url;
      const { outcome, sequence } = await gate.run({
        owner,
        priority: options.priority,
        signal: options.signal,
        continues,
        interruptible: request.method === "GET",
        refusedSince,
        start: (interrupted, progress) => attempt(request, options, address, interrupted, progress),
      });
      continues = true;
      switch (outcome.kind) {
        case "interrupted":
          break;
        case "cancelled":
          throw new ApiError({ kind: "cancelled" }, false);
        case "timeout":
          throw new ApiError({ kind: "timeout" }, false);
        case "proxy-wants-credentials":
          throw new ApiError({ kind: "proxy-wants-credentials" }, true);
        case "certificate-refused":
          throw new ApiError({ kind: "certificate-refused", fault: outcome.fault }, true);
        case "broken":
          if (repetitions >= MOST_REPETITIONS || !(outcome.neverSent || request.method === "GET")) {
            throw new ApiError({ kind: "offline" }, outcome.neverSent);
          }
          repetitions += 1;
          break;
        case "answered":
          if (outcome.status === 429) {
            refusedSince ??= clock.monotonicNow();
          } else if (isRedirect(outcome.status)) {
            visited.push(nextAddress(outcome, visited, redirects));
          } else {
            return received(request, outcome, address, sequence);
          }
          break;
        default:
          assertNever(outcome, "outcome of a request");
      }
    }
  }

  return { urls, logger, send, clockOffset: () => offset };
}

interface Attempt {
  readonly outcome: Exchange;
  readonly sequence: number;
}

function nextAddress(answer: HttpAnswer, visited: readonly string[], redirects: Redirects): string {
  const from = visited.at(-1) ?? "";
  const target = visited.length > MOST_HOPS ? null : redirects.follow(answer.status, answer.header("location"), from);
  // Documented redirects ask for the request elsewhere, so it was not carried out here; of others that is not known.
  const documented = answer.status === 301 || answer.status === 302 || answer.status === 307;
  if (target === null || visited.includes(target)) throw new ApiError({ kind: "redirected-elsewhere" }, documented);
  return target;
}

function received(request: ApiRequest, answer: HttpAnswer, address: string, sequence: number): ReceivedAnswer {
  const { status, body, header, requestedAt, receivedAt } = answer;
  const success = (status >= 200 && status < 300) || (status === 404 && request.mayBeMissing === true);
  if (!success) throw errorFromStatus(status, body);
  return {
    status,
    body,
    header,
    address,
    sequence,
    requestedAt,
    receivedAt,
    as: (value) => ({ value, sequence, requestedAt, receivedAt }),
  };
}
