import * as v from "valibot";
import type { Deliver } from "../../../app/demo/broadcaster.ts";
import type { BroadcastDelivery } from "../../../app/demo/broadcaster.ts";
import type { DemoServerOptions } from "../../support/noko/options.ts";
import { createDemoServer } from "../../support/noko/server.ts";
import type { MemoryDemoServer } from "../../support/noko/server.ts";
import type { Random } from "../../../app/platform/ports.ts";
import { FakeClock } from "../../support/fake-clock.ts";

/** The first project that an account without cast has. */
export const firstProject = 40_001;
export const otherProject = 40_002;

/** The same numbers each time (mulberry32). */
export function seededRandom(seed = 1): Random {
  let state = seed;
  const fraction = (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  return { fraction, bytes: (count) => Uint8Array.from({ length: count }, () => Math.floor(fraction() * 256)) };
}

/** The value, decoded; an answer of another shape fails the test and names the path in the JSON. */
export function read<Schema extends v.GenericSchema>(schema: Schema, json: unknown): v.InferOutput<Schema> {
  return v.parse(schema, json);
}

/** The value, which a test knows to be there. */
export function present<T>(value: T | null | undefined): T {
  if (value === null || value === undefined) throw new Error("Expected a value");
  return value;
}

export const named = v.array(v.object({ name: v.string() }));
const fields = v.record(v.string(), v.unknown());

/** A URL that a resource carries. */
export function urlIn(json: unknown, key: string): string {
  return read(v.string(), read(fields, json)[key]);
}

export interface Answered {
  readonly status: number;
  readonly json: unknown;
  readonly text: string;
  readonly header: (name: string) => string | null;
}

export interface Bench {
  readonly server: MemoryDemoServer;
  readonly clock: FakeClock;
  readonly delivered: readonly BroadcastDelivery[];
  /** A request with token and `User-Agent`; `target` is a path under `/v2` or a whole URL. */
  readonly ask: (
    method: string,
    target: string,
    body?: unknown,
    headers?: Readonly<Record<string, string>>,
  ) => Promise<Answered>;
}

/** An account on a fake clock, without rate limit, whose broadcasts are collected and answered 200. */
export function bench(options: DemoServerOptions = {}): Bench {
  const clock = new FakeClock();
  const delivered: BroadcastDelivery[] = [];
  const deliver: Deliver = (delivery) => {
    delivered.push(delivery);
    return Promise.resolve({ status: 200 });
  };
  const server = createDemoServer({
    token: "t",
    cast: "off",
    rateLimit: false,
    clock,
    random: seededRandom(),
    deliver,
    ...options,
  });
  const ask: Bench["ask"] = async (method, target, body, headers) => {
    const url = target.startsWith("/") ? `${server.baseUrl}${target}` : target;
    const response = await server.fetch(url, {
      method,
      headers: headers ?? { "X-NokoToken": server.token, "User-Agent": "Test/1.0.0" },
      ...(body === undefined ? {} : { body: typeof body === "string" ? body : JSON.stringify(body) }),
      redirect: "manual",
      signal: new AbortController().signal,
    });
    const text = await response.text();
    return {
      status: response.status,
      json: text === "" ? null : JSON.parse(text),
      text,
      header: (name) => response.headers.get(name),
    };
  };
  return { server, clock, delivered, ask };
}
