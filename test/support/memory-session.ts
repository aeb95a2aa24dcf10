/**
 * A whole session without a socket: the real client, mirror, intake and receiver sync against the demo server,
 * all in memory and on one fake clock, so that hours pass in no time and nothing depends on the machine.
 */
import type { Reception } from "../../app/endpoint/reception.ts";
import { receiveBy } from "./receive-by.ts";
import { type AbsenceRules, defaultSettings } from "../../app/contract/settings.ts";
import type { Snapshot } from "../../app/contract/snapshot.ts";
import { createDemoServer, type MemoryDemoServer } from "./noko/server.ts";
import type { DemoServerOptions } from "./noko/options.ts";
import { createMemorySecrets, createMemorySettings } from "../../app/platform/memory-stores.ts";
import type { Fetch, FetchResponse, SecretStore, SettingsStore } from "../../app/platform/ports.ts";
import type { Relay, RelayState } from "../../app/relay/relay.ts";
import type { Session } from "../../app/account/session.ts";
import { FakeClock } from "./fake-clock.ts";
import { createMemoryLogger, type MemoryLogger } from "./memory-logger.ts";
import { seededRandom } from "./seeded-random.ts";
import { createTestSession } from "./test-session.ts";

export interface MemorySessionOptions {
  readonly seed?: number;
  readonly demo?: DemoServerOptions;
  readonly secrets?: SecretStore;
  readonly settings?: SettingsStore;
  /** No relay at all: polling only. */
  readonly withoutRelay?: boolean;
  readonly absenceRules?: () => AbsenceRules;
  /** When the computer was started; by default long ago. */
  readonly bootedAt?: () => number;
  /** When a key or the pointer was used last, in seconds ago; by default now. */
  readonly secondsSinceInput?: () => number | null;
  /** The account as a previous session left it, with its clock and its path to us. */
  readonly world?: MemoryWorld;
}

/** What outlives a session: time, the account, and the internet between the two. */
export interface MemoryWorld {
  readonly clock: FakeClock;
  readonly server: MemoryDemoServer;
  readonly path: MemoryPath;
}

export interface MemorySession extends MemoryWorld {
  readonly session: Session;
  readonly logger: MemoryLogger;
  readonly secrets: SecretStore;
  readonly settings: SettingsStore;
  /** Every snapshot so far. */
  readonly snapshots: readonly Snapshot[];
  readonly tokenRejections: () => number;
  /** Requests that went neither to the account nor to our own public URL. */
  readonly strangers: readonly string[];
  snapshot(): Snapshot;
  relay(state: RelayState): void;
  /** How many times the relay was asked to connect anew. */
  reconnects(): number;
  stop(): Promise<void>;
}

export const publicUrl = "https://tally.relay.test";

export function createMemoryWorld(
  seed: number,
  demo: DemoServerOptions = {},
  clock: FakeClock = new FakeClock(),
): MemoryWorld {
  const path = new MemoryPath();
  const random = seededRandom(seed + 1);
  const server = createDemoServer({
    clock,
    random,
    token: "demo-token",
    deliver: async (post) => path.post(post),
    ...demo,
  });
  return { clock, server, path };
}

export function createMemorySession(options: MemorySessionOptions = {}): MemorySession {
  const { clock, server, path } = options.world ?? createMemoryWorld(options.seed ?? 1, options.demo);
  const random = seededRandom(options.seed ?? 1);
  const logger = createMemoryLogger();
  const secrets = options.secrets ?? createMemorySecrets();
  const settings = options.settings ?? createMemorySettings();
  const strangers: string[] = [];
  const fetch: Fetch = (url, init) => {
    if (url.startsWith(publicUrl)) return path.get(url, init);
    if (!url.startsWith(server.baseUrl)) strangers.push(`${init.method} ${url}`);
    return server.fetch(url, init);
  };
  let rejections = 0;
  const { session, endpoint, store, snapshots } = createTestSession({
    baseUrl: server.baseUrl,
    token: server.token,
    clock,
    random,
    logger,
    fetch,
    secrets,
    settings,
    absenceRules: options.absenceRules ?? (() => defaultSettings.whenAway),
    bootedAt: options.bootedAt ?? (() => 0),
    secondsSinceInput: options.secondsSinceInput ?? (() => 0),
    relay: options.withoutRelay === true ? null : path.asRelay(),
    listen: async (reception) => path.listen(reception),
    onTokenRejected: () => {
      rejections += 1;
      void session.stop("disable-receiver", AbortSignal.abort());
    },
  });
  return {
    clock,
    server,
    path,
    session,
    logger,
    secrets,
    settings,
    snapshots,
    strangers,
    tokenRejections: () => rejections,
    snapshot: () => store.get(),
    relay: (state) => path.announce(state),
    reconnects: () => path.reconnects,
    stop: async () => {
      await session.stop("disable-receiver", new AbortController().signal);
      await endpoint.stop();
      server.stop();
    },
  };
}

/** The internet between the account and the listener. */
export class MemoryPath {
  /** Cut or mend it here, for probes and broadcasts alike. */
  open = true;
  /** Whether what the account sends arrives, while our own probes do. */
  openForSender = true;
  /** Whether our own probes arrive, while what the account sends does. */
  openForProbes = true;
  /** Another program has the listener's port. */
  portTaken = false;
  reconnects = 0;
  retries = 0;
  #reception: Reception | null = null;
  #onState: ((state: RelayState) => void) | null = null;

  announce(state: RelayState): void {
    this.#onState?.(state);
  }

  asRelay(): Relay {
    return {
      name: "memory",
      start: (_port, onState) => {
        this.#onState = onState;
        queueMicrotask(() => onState({ kind: "up", publicUrl }));
        return {
          reconnect: () => {
            this.reconnects += 1;
          },
          retry: () => {
            this.retries += 1;
          },
          probed: () => undefined,
          stop: () => Promise.resolve(),
        };
      },
    };
  }

  listen(reception: Reception): { readonly port: number; close(): Promise<void> } {
    if (this.portTaken) throw Object.assign(new Error("The port is taken."), { code: "EADDRINUSE" });
    this.#reception = reception;
    return {
      port: 1,
      close: () => {
        this.#reception = null;
        return Promise.resolve();
      },
    };
  }

  post({
    url,
    headers,
    body,
  }: {
    readonly url: string;
    readonly headers: Readonly<Record<string, string>>;
    readonly body: string;
  }): Promise<{ readonly status: number }> {
    if (!this.openForSender) return Promise.reject(new Error("The account does not reach the relay"));
    return Promise.resolve({ status: this.#receive("POST", url, headers, body).status });
  }

  get(url: string, init: Parameters<Fetch>[1]): Promise<FetchResponse> {
    const arrives = this.open && this.openForProbes && this.#reception !== null;
    if (!arrives) return Promise.reject(new TypeError("fetch failed"));
    const verdict = this.#receive("GET", url, init.headers, "");
    return Promise.resolve({
      status: verdict.status,
      headers: { get: () => null },
      text: () => Promise.resolve(verdict.body),
    });
  }

  #receive(method: string, address: string, headers: Readonly<Record<string, string>>, body: string) {
    if (!this.open || this.#reception === null) throw new Error("The path to the listener is cut");
    const url = new URL(address);
    const bytes = Buffer.from(body);
    const rawHeaders = ["Host", url.host, ...Object.entries(headers).flat()];
    if (method === "POST") rawHeaders.push("Content-Length", String(bytes.length));
    return receiveBy(this.#reception, { method, target: url.pathname, rawHeaders, body: bytes });
  }
}
