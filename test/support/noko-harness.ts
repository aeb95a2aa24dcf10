import type { RequestOptions } from "../../app/noko/api.ts";
import { createRateGate } from "../../app/noko/rate-gate.ts";
import { createNokoApi, type NokoClientInput } from "../../app/noko/client.ts";
import { ApiError } from "../../app/noko/errors.ts";
import type { Problem } from "../../app/contract/problem.ts";
import type { Fetch, FetchInit, LogFields, Logger } from "../../app/platform/ports.ts";
import { FakeClock } from "./fake-clock.ts";

export const BASE = "https://api.nokotime.com/v2";
export const TOKEN = "planted-token-4f6e6b6f2d7365637265742d31";

export const byUser: RequestOptions = { priority: "user-action" };
export const inBackground: RequestOptions = { priority: "reconcile" };

export interface SeenRequest {
  /** Monotonic milliseconds of the fake clock. */
  readonly at: number;
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | undefined;
}

export type Reply =
  | {
      readonly status: number;
      readonly json?: unknown;
      readonly text?: string;
      readonly headers?: Readonly<Record<string, string>>;
      /** Milliseconds until the head of the answer arrives. */
      readonly latency?: number;
    }
  | { readonly breaks: unknown }
  | { readonly hangs: true };

export type Handler = (request: SeenRequest, index: number) => Reply;

export interface LoggedLine {
  readonly level: keyof Logger;
  readonly message: string;
  readonly fields: LogFields | undefined;
}

/** A client on a fake clock before a server made of one function. Every request and log line is kept. */
export function createHarness(handler: Handler, input: Partial<NokoClientInput> = {}) {
  const clock = new FakeClock();
  const requests: SeenRequest[] = [];
  const lines: LoggedLine[] = [];
  const logTo =
    (level: keyof Logger) =>
    (message: string, fields?: LogFields): void =>
      void lines.push({ level, message, fields });
  const fetch: Fetch = async (url: string, init: FetchInit) => {
    const request = { at: clock.passed, method: init.method, url, headers: init.headers, body: init.body };
    requests.push(request);
    const reply = handler(request, requests.length - 1);
    if ("breaks" in reply) throw reply.breaks;
    if ("hangs" in reply) return new Promise(() => {});
    const { latency = 0 } = reply;
    if (latency > 0) await new Promise<void>((resolve) => clock.setTimeout(resolve, latency));
    const headers = new Map(Object.entries(reply.headers ?? {}).map(([name, value]) => [name.toLowerCase(), value]));
    const text = reply.text ?? (reply.json === undefined ? "" : JSON.stringify(reply.json));
    return {
      status: reply.status,
      headers: { get: (name) => headers.get(name.toLowerCase()) ?? null },
      text: async () => text,
    };
  };
  const api = createNokoApi({
    baseUrl: BASE,
    token: TOKEN,
    fetch,
    clock,
    gate: createRateGate({ clock, random: { fraction: () => 0.999, bytes: (count) => new Uint8Array(count) } }),
    logger: { debug: logTo("debug"), info: logTo("info"), warn: logTo("warn"), error: logTo("error") },
    version: "1.2.3",
    ...input,
  });

  /** Lets time pass, up to 10 minutes, until the promise settles. */
  async function finish<T>(promise: Promise<T>): Promise<T> {
    let settled = false;
    const watched = promise.finally(() => (settled = true));
    watched.catch(() => {});
    for (let passed = 0; passed < 600_000; passed += 250) {
      await clock.advance(0);
      if (settled) return watched;
      await clock.advance(250);
    }
    throw new Error("The promise did not settle within 10 minutes of fake time");
  }

  /** How the promise fails; an error of another kind, or none, fails the test. */
  async function failing(promise: Promise<unknown>): Promise<ApiError> {
    const outcome = await finish(
      promise.then(
        () => null,
        (error: unknown) => error,
      ),
    );
    if (outcome instanceof ApiError) return outcome;
    throw new Error(`Expected an ApiError, got ${String(outcome)}`);
  }

  async function failureOf(promise: Promise<unknown>): Promise<Problem> {
    return (await failing(promise)).failure;
  }

  return { api, clock, requests, lines, finish, failing, failureOf };
}

/** What Node's `fetch` throws for a network failure. */
export function networkError(code: string, systemCall?: string): TypeError {
  const cause = Object.assign(new Error(`${code} planted`), {
    code,
    ...(systemCall === undefined ? {} : { syscall: systemCall }),
  });
  return new TypeError("fetch failed", { cause });
}

/** The largest number of `times` within any half-open second. */
export function busiestSecond(times: readonly number[]): number {
  return Math.max(0, ...times.map((start) => times.filter((time) => time >= start && time < start + 1_000).length));
}
