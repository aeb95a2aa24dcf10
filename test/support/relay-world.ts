/**
 * A session as it runs on a desk, with a real listener, a real SSH client and real sockets, whose relays and account
 * are on this machine.
 */
import { isDeepStrictEqual } from "node:util";
import { startListener } from "../../app/endpoint/listener.ts";
import type { PublicEndpoint } from "../../app/endpoint/public-endpoint.ts";
import { defaultSettings } from "../../app/contract/settings.ts";
import type { Snapshot } from "../../app/contract/snapshot.ts";
import { type DemoServer, startDemoServer } from "./noko/server.ts";
import { systemRandom } from "../../app/platform/system.ts";
import { createMemorySecrets, createMemorySettings } from "../../app/platform/memory-stores.ts";
import type { Clock, Fetch, SecretStore, SettingsStore } from "../../app/platform/ports.ts";
import type { Relay } from "../../app/relay/relay.ts";
import type { RelayPorts } from "../../app/relay/create-relay.ts";
import type { Session } from "../../app/account/session.ts";
import type { Internet } from "./internet.ts";
import { createMemoryLogger, type MemoryLogger } from "./memory-logger.ts";
import { accountTimers, shownTimers } from "./shown-and-held.ts";
import { createTestSession } from "./test-session.ts";
import { untilSnapshot } from "./until-snapshot.ts";

export interface RelayWorldOptions {
  readonly clock: Clock;
  readonly internet: Internet;
  readonly createRelay: (ports: RelayPorts) => Relay | null;
  readonly secrets?: SecretStore;
  readonly settings?: SettingsStore;
}

export interface RelayWorld {
  readonly demo: DemoServer;
  readonly session: Session;
  readonly endpoint: PublicEndpoint;
  /** For another relay than the first. */
  readonly relayPorts: RelayPorts;
  readonly logger: MemoryLogger;
  readonly settings: SettingsStore;
  readonly secrets: SecretStore;
  readonly snapshots: readonly Snapshot[];
  snapshot(): Snapshot;
  /** Resolves with the first snapshot that fits, now or later. The test's own time limit ends a wait in vain. */
  until(fits: (snapshot: Snapshot) => boolean): Promise<Snapshot>;
  /** Resolves when a line of the log fits, from now on. */
  logged(part: string): Promise<void>;
  /** Whether what is shown is what the account holds. */
  isRight(): boolean;
  /** Our own receivers in the account. */
  receivers(): readonly { readonly payloadUri: string; readonly enabled: boolean }[];
  /** How many times the account was asked to point a receiver elsewhere. */
  repointings(): number;
  stop(): Promise<void>;
}

export async function startRelayWorld(options: RelayWorldOptions): Promise<RelayWorld> {
  const { clock, internet } = options;
  const random = systemRandom;
  const memory = createMemoryLogger();
  const waiting = new Set<(line: string) => void>();
  const logger = watched(memory, (line) => {
    for (const check of waiting) check(line);
  });
  const secrets = options.secrets ?? createMemorySecrets();
  const settings = options.settings ?? createMemorySettings();
  const demo = await startDemoServer({
    token: "the-token",
    clock,
    broadcastIntervalMilliseconds: 20,
    deliver: internet.deliver,
  });
  const fetch: Fetch = internet.fetch;
  const relayPorts: RelayPorts = { clock, random, logger, fetch, secrets, settings, environment: {} };
  const { session, endpoint, store, snapshots } = createTestSession({
    baseUrl: demo.url,
    token: demo.token,
    clock,
    random,
    logger,
    fetch,
    secrets,
    settings,
    absenceRules: () => defaultSettings.whenAway,
    bootedAt: () => 0,
    secondsSinceInput: () => 0,
    relay: options.createRelay(relayPorts),
    listen: (reception) => startListener({ port: 0, clock, logger, reception }),
    onTokenRejected: () => undefined,
  });
  session.start();

  const compared = { clock, server: demo, snapshot: () => store.get() };
  return {
    demo,
    session,
    endpoint,
    relayPorts,
    logger: memory,
    settings,
    secrets,
    snapshots,
    snapshot: () => store.get(),
    until: (fits) =>
      untilSnapshot({ snapshot: () => store.get(), onSnapshot: (listener) => store.subscribe(listener) }, fits),
    logged: (part) =>
      new Promise((resolve) => {
        const check = (line: string): void => {
          if (!line.includes(part)) return;
          waiting.delete(check);
          resolve();
        };
        waiting.add(check);
      }),
    isRight: () => isDeepStrictEqual(shownTimers(compared), accountTimers(compared)),
    receivers: () =>
      demo.account.receivers
        .all()
        .filter(({ name }) => name.startsWith("Tallylight"))
        .map(({ payloadUri, enabled }) => ({ payloadUri, enabled })),
    repointings: () =>
      demo.requests.filter(({ method, path }) => method === "PUT" && /\/broadcast_receivers\/[^/]+$/.test(path)).length,
    stop: async () => {
      await session.stop("disable-receiver", AbortSignal.timeout(1_500));
      await endpoint.stop();
      await demo.stop();
    },
  };
}

function watched(logger: MemoryLogger, onLine: (line: string) => void): MemoryLogger {
  const tell =
    (level: "debug" | "info" | "warn" | "error"): MemoryLogger["info"] =>
    (message, fields) => {
      logger[level](message, fields);
      onLine(logger.lines.at(-1) ?? "");
    };
  return { lines: logger.lines, debug: tell("debug"), info: tell("info"), warn: tell("warn"), error: tell("error") };
}
