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
   * For what somebody waits to have kept, or forgotten: `set` throws where the disk refuses, and changes nothing then.
   * What is deleted leaves the disk though it is full, rather than be back after a restart.
   */
  readonly strict: SettingsStore;
}

/** Reads the file once; whatever happens to it afterwards, the values are known. */
export function createPersistedStore(file: ValuesFile, logger: Logger): PersistedStore {
  let values = readOrNothing(file, logger);
  let refused = false;

  function write(): unknown {
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

  const get = (key: string): unknown => values[key];
  function remove(key: string): unknown {
    const { [key]: _removed, ...rest } = values;
    values = rest;
    return write();
  }

  /** A disk without room for a new file may still let go of the old one, which makes room for what else is kept. */
  function removeForGood(key: string): void {
    if (!(key in values) || remove(key) === null) return;
    try {
      file.remove();
    } catch (error) {
      return logger.error("What was to be forgotten is still on the disk", { key, ...errorFields(error) });
    }
    write();
  }

  return {
    lenient: {
      get,
      set(key, value) {
        values = { ...values, [key]: value };
        write();
      },
      delete: (key) => void remove(key),
    },
    strict: {
      get,
      set(key, value) {
        const before = values;
        values = { ...values, [key]: value };
        const error = write();
        if (error === null) return;
        values = before;
        throw error;
      },
      delete: removeForGood,
    },
  };
}

function readOrNothing(file: ValuesFile, logger: Logger): Readonly<Record<string, unknown>> {
  try {
    return { ...file.read() };
  } catch (error) {
    logger.error("Settings could not be read", errorFields(error));
    return {};
  }
}
