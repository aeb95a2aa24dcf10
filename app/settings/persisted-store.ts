import type { Logger, SettingsStore } from "../platform/ports.ts";
import { errorFields } from "../platform/logger.ts";

/** A file of small values, read and written whole. Both may throw: disks are full, folders read-only. */
export interface ValuesFile {
  read(): Readonly<Record<string, unknown>>;
  write(values: Readonly<Record<string, unknown>>): void;
  /** With all that it holds. Takes no room on the disk. */
  remove(): void;
}

/** The same values for two kinds of users. */
export interface PersistedStore {
  /**
   * For what keeps the app going: where the disk refuses, a value holds in memory and is written with the next one that
   * is taken. Never throws.
   */
  readonly lenient: SettingsStore;
  /**
   * For what the caller waits to have kept, or forgotten: `set` throws where the disk refuses, and changes nothing then.
   * What is deleted leaves the disk though it is full, rather than be back after a restart.
   */
  readonly strict: SettingsStore;
}

/**
 * Reads the file once; whatever happens to it afterwards, the values are known. A file that cannot be read is never
 * replaced: changes wait in memory, and it is tried again with every use until it can be read.
 */
export function createPersistedStore(file: ValuesFile, logger: Logger): PersistedStore {
  /** What was set since, and null for what was deleted. */
  let changes: ReadonlyMap<string, { readonly value: unknown } | null> = new Map();
  let known: Readonly<Record<string, unknown>> | null = null;
  let isUnreadLogged = false;
  let refused = false;

  /** The values of the file with the changes since; null while it cannot be read. */
  function load(): Readonly<Record<string, unknown>> | null {
    if (known !== null) return known;
    try {
      known = withChanges(file.read(), changes);
    } catch (error) {
      if (!isUnreadLogged) logger.error("Settings could not be read; they are left as they are", errorFields(error));
      isUnreadLogged = true;
      return null;
    }
    if (changes.size > 0) write(known);
    changes = new Map();
    return known;
  }

  /** Returns the error of a disk that refuses; null where the values are in the file. */
  function write(values: Readonly<Record<string, unknown>>): unknown {
    try {
      file.write(values);
      refused = false;
      return null;
    } catch (error) {
      // Once for a disk that goes on refusing: its log is likely to be on it.
      if (!refused) logger.warn("Settings could not be written and hold in memory alone", errorFields(error));
      refused = true;
      return error;
    }
  }

  /** Changes the values in memory, and in the file where it can be read and written. Returns why it could not. */
  function change(key: string, entry: { readonly value: unknown } | null): unknown {
    const values = load();
    if (values === null) {
      changes = new Map([...changes, [key, entry]]);
      return new Error("The settings file cannot be read now");
    }
    known = withChanges(values, new Map([[key, entry]]));
    return write(known);
  }

  function get(key: string): unknown {
    const values = load();
    return values === null ? changes.get(key)?.value : values[key];
  }

  /** A disk without room for a new file may still let go of the old one, which makes room for what else is kept. */
  function removeForGood(key: string): void {
    if (get(key) === undefined && load() !== null) return;
    if (change(key, null) === null) return;
    try {
      // What cannot be read may hold more than what is to be forgotten.
      if (known !== null) file.remove();
    } catch (error) {
      return logger.error("What was to be forgotten is still on the disk", { key, ...errorFields(error) });
    }
    if (known !== null) write(known);
  }

  load();
  return {
    lenient: {
      get,
      set: (key, value) => void change(key, { value }),
      delete: (key) => void change(key, null),
    },
    strict: {
      get,
      set(key, value) {
        const before = { known, changes };
        const error = change(key, { value });
        if (error === null) return;
        ({ known, changes } = before);
        throw error;
      },
      delete: removeForGood,
    },
  };
}

function withChanges(
  values: Readonly<Record<string, unknown>>,
  changes: ReadonlyMap<string, { readonly value: unknown } | null>,
): Readonly<Record<string, unknown>> {
  const changed = new Map(Object.entries(values));
  for (const [key, entry] of changes) {
    if (entry === null) changed.delete(key);
    else changed.set(key, entry.value);
  }
  return Object.fromEntries(changed);
}
