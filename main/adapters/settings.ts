import ElectronStore from "electron-store";
import type { Logger, SettingsStore } from "../../app/ports.ts";
import { setAsideIfUnreadable } from "./unreadable-file.ts";
import path from "node:path";

export interface SettingsOptions {
  readonly directory: string;
  /** The file's name without `.json`. */
  readonly name: string;
  readonly logger: Logger;
}

export interface OpenedSettings {
  readonly store: SettingsStore;
  /** The name under which a file that could not be read was kept; null if there was none. */
  readonly keptAside: string | null;
}

/**
 * Small values in a JSON file that only its owner may read. A file that is not JSON is kept aside and reported, and
 * the app starts with an empty one.
 */
export function openSettings({ directory, name, logger }: SettingsOptions): OpenedSettings {
  const keptAs = setAsideIfUnreadable(path.join(directory, `${name}.json`));
  if (keptAs !== null) logger.warn("A settings file could not be read and was set aside", { keptAs });
  const store = new ElectronStore<Record<string, unknown>>({
    cwd: directory,
    name,
    configFileMode: 0o600,
    accessPropertiesByDotNotation: false,
  });
  return {
    store: {
      get: (key) => store.get(key),
      set: (key, value) => store.set(key, value),
      delete: (key) => store.delete(key),
    },
    keptAside: keptAs === null ? null : path.basename(keptAs),
  };
}
