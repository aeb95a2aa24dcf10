/** One process of the app, from its start to its end: the product as the shell starts it, which can be killed at any moment. */
import { createApplication, type StartableApplication } from "../../app/application/application.ts";
import type { Snapshot } from "../../app/contract/snapshot.ts";
import type { Clock, Fetch, Logger, Random, SettingsStore } from "../../app/platform/ports.ts";
import { createSupervisedRelay } from "../../app/relay/supervisor.ts";
import { createSecretStore } from "../../app/settings/secret-store.ts";
import { createMemoryLogger } from "../support/memory-logger.ts";
import { type FakeInternet, relayNames } from "./internet.ts";

export interface LifePorts {
  readonly clock: Clock;
  readonly random: Random;
  readonly fetch: Fetch;
  readonly internet: FakeInternet;
  readonly apiUrl: string;
  /** What survives it. */
  readonly disk: Disk;
  readonly bootedAt: number;
  readonly secondsSinceInput: () => number | null;
}

/** The three files of a profile. */
export interface Disk {
  readonly settings: Map<string, unknown>;
  readonly secrets: Map<string, unknown>;
  readonly installation: Map<string, unknown>;
}

export interface Life {
  readonly application: StartableApplication;
  readonly clock: Clock;
  readonly lines: readonly string[];
  /** All of which it was said that they went on screen, since the last time they were taken. */
  takeSnapshots(): readonly Snapshot[];
  /** As `kill -9`: from now on it does nothing, hears nothing and writes nothing. */
  kill(): void;
}

/** Never answers: what a killed process waits for. */
const never = new Promise<never>(() => undefined);

export function beginLife(ports: LifePorts): Life {
  const { internet, disk, random, apiUrl } = ports;
  const state = { alive: true };
  const clock = mortalClock(ports.clock, state);
  const memory = createMemoryLogger();
  const logger: Logger = memory;
  const mortal: Fetch = async (url, init) => {
    if (!state.alive) return never;
    const answer = await ports
      .fetch(url, init)
      .catch((error: unknown) => (state.alive ? Promise.reject(error) : never));
    return state.alive ? answer : never;
  };
  const application = createApplication({
    clock,
    random,
    logger,
    fetch: mortal,
    settings: fileOf(disk.settings, state),
    secrets: createSecretStore({
      encryption: scrambling,
      store: fileOf(disk.secrets, state),
      trayShown: Promise.resolve(),
      onSecret: () => undefined,
      onDurability: () => undefined,
      logger,
    }),
    installationStore: fileOf(disk.installation, state),
    machineId: () => Promise.resolve("machine-of-the-monkey"),
    version: "0.0.0",
    bootedAt: () => ports.bootedAt,
    secondsSinceInput: ports.secondsSinceInput,
    configuration: { apiUrl, token: null, relay: null, programEnvironment: {} },
    listen: (reception) => {
      internet.reception = reception;
      return Promise.resolve({
        port: 1,
        close: () => {
          if (internet.reception === reception) internet.reception = null;
          return Promise.resolve();
        },
      });
    },
    createRelay: (choice) => {
      if (choice.kind === "off") return null;
      const [first, second] = relayNames;
      return createSupervisedRelay("automatic", [internet.candidate(first), internet.candidate(second)], {
        clock,
        random,
        logger,
      });
    },
    startDemo: () => Promise.reject(new Error("There is no demo account here")),
  });
  let shown: Snapshot[] = [];
  application.onSnapshot((snapshot) => void shown.push(snapshot));
  return {
    application,
    clock,
    lines: memory.lines,
    takeSnapshots: () => {
      const taken = shown;
      shown = [];
      return taken;
    },
    kill: () => {
      state.alive = false;
      internet.forget();
    },
  };
}

function mortalClock(clock: Clock, state: { readonly alive: boolean }): Clock {
  return {
    wallNow: () => clock.wallNow(),
    monotonicNow: () => clock.monotonicNow(),
    setTimeout: (callback, milliseconds) => clock.setTimeout(() => state.alive && callback(), milliseconds),
  };
}

/** What is written is copied, as a file would. */
function fileOf(values: Map<string, unknown>, state: { readonly alive: boolean }): SettingsStore {
  return {
    get: (key) => values.get(key),
    set: (key, value) => {
      if (state.alive) values.set(key, structuredClone(value));
    },
    delete: (key) => {
      if (state.alive) values.delete(key);
    },
  };
}

/** Not secure, but nothing that it hid is readable: enough to see what reaches the disk around it. */
const scrambling = {
  likely: () => true,
  available: () => Promise.resolve(true),
  encrypt: (text: string) => Promise.resolve(Buffer.from(text).map((byte) => byte ^ 0x5a)),
  decrypt: (bytes: Uint8Array) =>
    Promise.resolve({
      text: Buffer.from(bytes)
        .map((byte) => byte ^ 0x5a)
        .toString(),
      outdated: false,
    }),
};
