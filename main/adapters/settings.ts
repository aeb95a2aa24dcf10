import { rmSync } from "node:fs";
import path from "node:path";
import ElectronStore from "electron-store";
import type { Logger } from "../../app/platform/ports.ts";
import { type PersistedStore, createPersistedStore, type ValuesFile } from "../../app/settings/persisted-store.ts";
import { prepareFile, removeTemporaryCopies } from "../../app/settings/unreadable-file.ts";

export interface SettingsOptions {
  readonly directory: string;
  /** The file's name without `.json`. */
  readonly name: string;
  readonly logger: Logger;
}

export interface OpenedSettings extends PersistedStore {
  /** The name under which a file that could not be read was kept; null if there was none. */
  readonly keptAside: string | null;
}

/**
 * Small values in a JSON file that only its owner may read. A file that is damaged is kept aside and reported, and the
 * app starts with an empty one; one that cannot be read now is left alone, and read as soon as it can be.
 */
export function openSettings({ directory, name, logger }: SettingsOptions): OpenedSettings {
  const file = path.join(directory, `${name}.json`);
  removeTemporaryCopies(file);
  const found = prepareFile(file);
  const keptAside = found.kind === "set-aside" ? path.basename(found.keptAs) : null;
  if (keptAside !== null) logger.warn("A settings file was damaged and is kept aside", { keptAs: keptAside });
  return {
    ...createPersistedStore(createFile(directory, name), logger),
    keptAside,
  };
}

/** Opened with the first use, since that throws where the folder is none. */
function createFile(directory: string, name: string): ValuesFile {
  let opened: ElectronStore | null = null;
  const store = (): ElectronStore =>
    (opened ??= new ElectronStore({
      cwd: directory,
      name,
      configFileMode: 0o600,
      accessPropertiesByDotNotation: false,
    }));
  return {
    read: () => store().store,
    write: (values) => {
      store().store = { ...values };
    },
    remove: () => rmSync(path.join(directory, `${name}.json`), { force: true }),
  };
}
