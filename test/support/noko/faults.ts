import type { DemoResponse } from "../../../app/demo/exchange.ts";
import type { Random } from "../../../app/platform/ports.ts";
import { BroadcastFaults } from "./broadcast-faults.ts";
import type { RecordedRequest } from "./request-log.ts";

/** Which requests a fault strikes; every condition given must hold, none given means all requests. */
export interface FaultMatch {
  readonly method?: string;
  /** The documented path, or a pattern for it, whatever URL the client used. */
  readonly path?: string | RegExp;
  /** Such as `PUT /v2/projects/:id/timer/start`. */
  readonly route?: string;
  readonly where?: (request: RecordedRequest) => boolean;
  /** How many requests it strikes before it is over; without it, until cleared. */
  readonly times?: number;
  /** `after`: the request is carried out and only its answer is replaced. Default `before`. */
  readonly moment?: FaultMoment;
}

export type FaultMoment = "before" | "after";

export type FaultEffect =
  | { readonly kind: "hang" }
  | { readonly kind: "hold"; readonly until: AbortSignal }
  | { readonly kind: "disconnect" }
  | { readonly kind: "answer"; readonly response: DemoResponse };

interface FaultRule {
  readonly match: FaultMatch;
  readonly effect: (request: RecordedRequest) => FaultEffect;
  /** Called once it is over. */
  readonly end: () => void;
  left: number;
}

export type RedirectStatus = 301 | 302 | 307;

/** Everything that can be made to go wrong, for tests and for trying an app out. All off at first. */
export class Faults {
  /** How long each answer takes after the request was carried out, in milliseconds. */
  latency: number | ((request: RecordedRequest) => number) = 0;
  /** Every request is answered 503. */
  lockedAccount = false;
  /** Every token is answered 401. */
  revokedToken = false;
  /** Every request about broadcast receivers is answered 403. */
  forbiddenBroadcasts = false;
  /** Every request about webhooks is answered 403. */
  forbiddenWebhooks = false;
  /** Neither a broadcast nor a payload of a webhook arrives anywhere. */
  nothingDelivered = false;
  /** Every URL that a resource or a `Link` header carries is opaque; what the documentation composes still works. */
  renamedPaths = false;
  /** The user may not make new tags. */
  cannotCreateTags = false;
  /** Lists and lookups of timers show pending ones too. */
  pendingTimersShown = false;
  readonly broadcasts: BroadcastFaults;
  #rules: readonly FaultRule[] = [];

  constructor(random: Random) {
    this.broadcasts = new BroadcastFaults(random);
  }

  /** Matching requests are never answered. Returns a function that ends the fault. */
  hang(match: FaultMatch = {}): () => void {
    return this.#add(match, () => ({ kind: "hang" }));
  }

  /**
   * Matching requests wait, and are carried out once the fault is over: what was changed meanwhile, the client
   * cannot have seen. Returns a function that ends the fault.
   */
  hold(match: Omit<FaultMatch, "times"> = {}): () => void {
    const over = new AbortController();
    return this.#add(
      match,
      () => ({ kind: "hold", until: over.signal }),
      () => over.abort(),
    );
  }

  /** The connection of matching requests ends without an answer. Returns a function that ends the fault. */
  disconnect(match: FaultMatch = {}): () => void {
    return this.#add(match, () => ({ kind: "disconnect" }));
  }

  /** Matching requests get this answer. Returns a function that ends the fault. */
  answer(
    status: number,
    match: FaultMatch = {},
    extra: { readonly headers?: Readonly<Record<string, string>>; readonly body?: string } = {},
  ): () => void {
    return this.#add(match, () => ({
      kind: "answer",
      response: { status, headers: extra.headers ?? {}, body: extra.body ?? "" },
    }));
  }

  /** Matching requests are sent elsewhere. Returns a function that ends the fault. */
  redirect(
    status: RedirectStatus,
    location: string | ((request: RecordedRequest) => string),
    match: FaultMatch = {},
  ): () => void {
    return this.#add(match, (request) => {
      const headers = { location: typeof location === "string" ? location : location(request) };
      return { kind: "answer", response: { status, headers, body: "" } };
    });
  }

  /** Ends every fault of this object. */
  clear(): void {
    this.latency = 0;
    this.lockedAccount = false;
    this.revokedToken = false;
    this.forbiddenBroadcasts = false;
    this.forbiddenWebhooks = false;
    this.nothingDelivered = false;
    this.renamedPaths = false;
    this.cannotCreateTags = false;
    this.pendingTimersShown = false;
    this.broadcasts.clear();
    for (const rule of this.#rules) this.#remove(rule);
  }

  latencyOf(request: RecordedRequest): number {
    return typeof this.latency === "number" ? this.latency : this.latency(request);
  }

  /** What strikes this request at this moment, using up one of the rule's times; null for nothing. */
  strike(request: RecordedRequest, moment: FaultMoment): FaultEffect | null {
    const rule = this.#rules.find(
      (candidate) =>
        (candidate.match.moment ?? "before") === moment && candidate.left > 0 && matches(candidate.match, request),
    );
    if (rule === undefined) return null;
    rule.left -= 1;
    if (rule.left === 0) this.#remove(rule);
    return rule.effect(request);
  }

  #add(match: FaultMatch, effect: FaultRule["effect"], end: () => void = () => undefined): () => void {
    const rule: FaultRule = { match, effect, end, left: match.times ?? Number.POSITIVE_INFINITY };
    this.#rules = [...this.#rules, rule];
    return () => this.#remove(rule);
  }

  #remove(rule: FaultRule): void {
    this.#rules = this.#rules.filter((candidate) => candidate !== rule);
    rule.end();
  }
}

function matches(match: FaultMatch, request: RecordedRequest): boolean {
  const path = request.documentedPath ?? request.path;
  if (match.method !== undefined && match.method !== request.method) return false;
  if (typeof match.path === "string" && match.path !== path) return false;
  if (match.path instanceof RegExp && !match.path.test(path)) return false;
  if (match.route !== undefined && match.route !== request.route) return false;
  return match.where === undefined || match.where(request);
}
