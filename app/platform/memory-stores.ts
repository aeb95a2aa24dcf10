import type { SecretStore, SettingsStore } from "./ports.ts";

/** Settings that are forgotten at the end: for the demo account, which leaves nothing behind, and for tests. */
export function createMemorySettings(): SettingsStore {
  const values = new Map<string, unknown>();
  return {
    get: (key) => values.get(key),
    set: (key, value) => void values.set(key, value),
    delete: (key) => void values.delete(key),
  };
}

/** Secrets that never leave this process. */
export function createMemorySecrets(): SecretStore {
  const values = new Map<string, string>();
  return {
    get: (name) => Promise.resolve(values.get(name) ?? null),
    set: (name, value) => {
      values.set(name, value);
      return Promise.resolve("memory-only");
    },
    delete: (name) => {
      values.delete(name);
      return Promise.resolve();
    },
  };
}
