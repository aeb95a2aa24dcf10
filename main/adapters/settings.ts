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

/**
 * Small values in a JSON file that only its owner may read. A file that is not JSON is kept aside and reported, and
 * the app starts with an empty one.
 */
export function openSettings({ directory, name, logger }: SettingsOptions): SettingsStore {
  const keptAs = setAsideIfUnreadable(path.join(directory, `${name}.json`));
  if (keptAs !== null) logger.warn("A settings file could not be read and was set aside", { keptAs });
  const store = new ElectronStore<Record<string, unknown>>({
    cwd: directory,
    name,
    configFileMode: 0o600,
    accessPropertiesByDotNotation: false,
  });
  return {
    get: (key) => store.get(key),
    set: (key, value) => store.set(key, value),
    delete: (key) => store.delete(key),
  };
}
