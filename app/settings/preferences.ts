import * as v from "valibot";
import { type Settings, settingsSchema } from "../contract/settings.ts";
import type { PersistedStore } from "./persisted-store.ts";
import { readMigrated, settingsKey } from "./migrations.ts";

/** What the person has chosen, as it is stored. */
export interface Preferences {
  get(): Settings;
  /** Throws where the disk refuses: what was before then holds on. */
  set(settings: Settings): void;
}

/** Reads once: a value that is unknown or damaged becomes its default, the others stay. */
export function openPreferences({ lenient, strict }: PersistedStore): Preferences {
  const stored = v.safeParse(v.record(v.string(), v.unknown()), readMigrated(lenient));
  let settings = v.parse(settingsSchema, stored.success ? stored.output : {});
  return {
    get: () => settings,
    set(next) {
      strict.set(settingsKey, next);
      settings = next;
    },
  };
}
