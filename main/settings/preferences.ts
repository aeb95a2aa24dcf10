import * as v from "valibot";
import { type Settings, settingsSchema } from "../../app/contract/settings.ts";
import type { SettingsStore } from "../../app/ports.ts";
import { readMigrated, settingsKey } from "./migrations.ts";

/** What the person has chosen, as it is stored. */
export interface Preferences {
  get(): Settings;
  set(settings: Settings): void;
}

/** Reads once: a value that is unknown or damaged becomes its default, the others stay. */
export function openPreferences(store: SettingsStore): Preferences {
  const stored = v.safeParse(v.record(v.string(), v.unknown()), readMigrated(store));
  let settings = v.parse(settingsSchema, stored.success ? stored.output : {});
  return {
    get: () => settings,
    set(next) {
      settings = next;
      store.set(settingsKey, next);
    },
  };
}
