/** The whole product on a demo account, with the socket for programs open in a folder of its own. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { createApplication, type StartableApplication } from "../../app/application/application.ts";
import type { WindowView } from "../../app/contract/requests.ts";
import type { LocalApiMode } from "../../app/contract/setting-fields.ts";
import { createLocalApi, type LocalApi } from "../../app/local-api/local-api.ts";
import { createMemorySecrets, createMemorySettings } from "../../app/platform/memory-stores.ts";
import type { Clock } from "../../app/platform/ports.ts";
import { systemClock, systemRandom } from "../../app/platform/system.ts";
import type { RelayChoice } from "../../app/relay/relay-choice.ts";
import { connectLocalClient, type LocalClient } from "./local-client.ts";
import { freePort } from "./loopback.ts";
import { createMemoryLogger, type MemoryLogger } from "./memory-logger.ts";
import { type DemoServer, startDemoServer } from "./noko/server.ts";
import { untilSnapshot } from "./until-snapshot.ts";

export interface LocalBench {
  readonly server: DemoServer;
  readonly application: StartableApplication;
  readonly localApi: LocalApi;
  readonly folder: string;
  readonly path: string;
  readonly logger: MemoryLogger;
  /** Where the window was asked to go. */
  readonly views: readonly (WindowView | undefined)[];
  connect(): Promise<LocalClient>;
  /** Requests that changed something at the account so far, as `METHOD path`. */
  changes(): readonly string[];
  /** The local API once more, as another process of the same user would open it. */
  another(folder?: string): LocalApi;
  stop(): Promise<void>;
}

export interface LocalBenchOptions {
  readonly mode?: LocalApiMode;
  /** With broadcasts; without them only our own changes are seen at once. */
  readonly live?: boolean;
  readonly clock?: Clock;
  readonly signedOut?: boolean;
}

export async function startLocalBench(options: LocalBenchOptions = {}): Promise<LocalBench> {
  const { mode = "act", live = false, clock = systemClock, signedOut = false } = options;
  const server = await startDemoServer({ clock, token: "the-token", cast: "quiet", broadcastIntervalMilliseconds: 50 });
  const logger = createMemoryLogger();
  const listenPort = live ? await freePort() : 0;
  const relay: RelayChoice = live
    ? { kind: "fixed-url", publicUrl: `http://127.0.0.1:${listenPort}`, listenPort }
    : { kind: "off" };
  const application = createApplication({
    clock,
    random: systemRandom,
    logger,
    fetch: (url, init) => fetch(url, init),
    settings: createMemorySettings(),
    secrets: createMemorySecrets(),
    version: "0.0.0",
    bootedAt: () => 0,
    secondsSinceInput: () => 0,
    configuration: { apiUrl: server.url, token: signedOut ? null : "the-token", relay, programEnvironment: {} },
    startDemo: () => Promise.reject(new Error("There is no demo account in this test.")),
  });
  const views: (WindowView | undefined)[] = [];
  const root = mkdtempSync(path.join(tmpdir(), "tallylight-local-"));
  const apis: LocalApi[] = [];
  const open = (folder: string): LocalApi => {
    const localApi = createLocalApi({
      application,
      diagnostics: { lines: () => Promise.resolve([{ label: "App", value: "0.0.0", good: true, remedy: null }]) },
      window: { show: (view) => void views.push(view) },
      goalMinutes: () => 450,
      favourites: () => [],
      address: { kind: "socket", folder, path: path.join(folder, "t.sock"), given: false },
      userId: process.getuid?.() ?? 0,
      version: "0.0.0",
      clock,
      random: systemRandom,
      logger,
    });
    apis.push(localApi);
    return localApi;
  };
  const folder = path.join(root, "tallylight");
  await application.start({ demo: false });
  if (!signedOut) {
    const isReady = live ? "live" : "polling";
    await untilSnapshot(application, (shown) => shown.link.state === isReady && shown.projectsLoaded === "all");
  }
  const localApi = open(folder);
  await localApi.choose(mode);
  const socket = path.join(folder, "t.sock");
  return {
    server,
    application,
    localApi,
    folder,
    path: socket,
    logger,
    views,
    connect: () => connectLocalClient(socket),
    changes: () =>
      server.requests
        .filter(({ method, path: route }) => method !== "GET" && !route.includes("broadcast_receivers"))
        .map(({ method, path: route }) => `${method} ${route}`),
    another: (elsewhere = folder) => open(elsewhere),
    async stop() {
      for (const each of apis) each.stop();
      await application.stop(1_500);
      await server.stop();
      rmSync(root, { recursive: true, force: true });
    },
  };
}
