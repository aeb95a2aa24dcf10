import type { SettingsStore } from "../platform/ports.ts";

/** Takes the stored settings of one version to the next. What it gets was read from a file: anything can be in it. */
export type Migration = (stored: Readonly<Record<string, unknown>>) => Readonly<Record<string, unknown>>;

/**
 * Number N leads from version N to version N + 1, so the present version is their count. Only ever added to: a
 * change of names or meanings gets a migration, a new setting needs none, since it has a default.
 */
export const migrations: readonly Migration[] = [];

export const settingsKey = "preferences";
export const versionKey = "preferencesVersion";

/**
 * The stored settings in the present version's shape, not yet decoded. A file of a newer version is taken as it is:
 * what is still known in it counts, and its number stays, so that it is never migrated twice.
 */
export function readMigrated(store: SettingsStore, table: readonly Migration[] = migrations): unknown {
  const stored = store.get(settingsKey);
  const version = storedVersion(store);
  if (!isRecord(stored) || version >= table.length) {
    if (version < table.length) store.set(versionKey, table.length);
    return stored;
  }
  const migrated = table.slice(version).reduce<Readonly<Record<string, unknown>>>((value, step) => step(value), stored);
  // The settings first: a crash in between repeats a step, it never skips one.
  store.set(settingsKey, migrated);
  store.set(versionKey, table.length);
  return migrated;
}

function storedVersion(store: SettingsStore): number {
  const version = store.get(versionKey);
  return typeof version === "number" && Number.isSafeInteger(version) && version >= 0 ? version : 0;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
