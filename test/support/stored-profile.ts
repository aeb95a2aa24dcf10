/** A profile folder without a disk: the real stores over files that can stop being written, as at the end of a process. */
import { readFileSync } from "node:fs";
import * as v from "valibot";
import { createPersistedStore, type PersistedStore, type ValuesFile } from "../../app/settings/persisted-store.ts";
import { createSecretStore } from "../../app/settings/secret-store.ts";
import type { SecretStore } from "../../app/platform/ports.ts";
import { createMemoryLogger } from "./memory-logger.ts";

type Values = Readonly<Record<string, unknown>>;

/** What lies on the disk. */
export interface StoredProfile {
  settings: Values;
  /** By name, as they were before encryption. */
  secrets: Values;
}

export interface OpenedProfile {
  readonly settings: PersistedStore;
  readonly secrets: SecretStore;
  /** How many writes reached the disk. */
  writes(): number;
}

const fixture = v.object({ settings: v.record(v.string(), v.unknown()), secrets: v.record(v.string(), v.string()) });

/** With everything set that version 0.1.0 stores, written by its own functions. */
export function firstVersionProfile(): StoredProfile {
  const text = readFileSync(new URL("profile-0.1.0.json", import.meta.url), "utf8");
  const { settings, secrets } = v.parse(fixture, JSON.parse(text));
  const encrypted = Object.entries(secrets).map(([name, value]) => [name, Buffer.from(value).toString("base64")]);
  return { settings, secrets: Object.fromEntries(encrypted) };
}

/** Starts a process on it, which is killed after so many writes: nothing more reaches the disk. */
export function openProfile(disk: StoredProfile, killedAfter = Number.POSITIVE_INFINITY): OpenedProfile {
  let writes = 0;
  const file = (name: keyof StoredProfile): ValuesFile => ({
    read: () => disk[name],
    write(values) {
      if (writes >= killedAfter) return;
      writes += 1;
      disk[name] = values;
    },
    remove: () => undefined,
  });
  const logger = createMemoryLogger();
  const secrets = createSecretStore({
    encryption: {
      likely: () => true,
      available: () => Promise.resolve(true),
      encrypt: (text) => Promise.resolve(new Uint8Array(Buffer.from(text))),
      decrypt: (bytes) => Promise.resolve({ text: Buffer.from(bytes).toString(), outdated: false }),
    },
    store: createPersistedStore(file("secrets"), logger).strict,
    trayShown: Promise.resolve(),
    onSecret: () => undefined,
    onDurability: () => undefined,
    logger,
  });
  return { settings: createPersistedStore(file("settings"), logger), secrets, writes: () => writes };
}
