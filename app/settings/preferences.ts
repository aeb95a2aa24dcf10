import * as v from "valibot";
import { accountKey } from "../account/account-stores.ts";
import { type AccountId, accountIdSchema } from "../contract/account-id.ts";
import { isAccountSetting, type Settings, settingsSchema } from "../contract/settings.ts";
import type { PersistedStore } from "./persisted-store.ts";
import { readMigrated, settingsKey } from "./migrations.ts";

/** What the person has chosen, as it is stored. */
export interface Preferences {
  get(): Settings;
  /** Throws where the disk refuses: what was before then holds on. */
  set(settings: Settings): void;
  /** The account in focus has its own part of them from now on, also when nobody is signed in later. */
  useAccount(id: AccountId): void;
}

const accountOfKey = "preferencesAccount";
const record = v.fallback(v.record(v.string(), v.unknown()), {});

/** What is unknown or damaged becomes its default, the rest stays. */
export function openPreferences({ lenient, strict }: PersistedStore): Preferences {
  let account = v.parse(v.fallback(v.nullable(accountIdSchema), null), lenient.get(accountOfKey));
  let settings = decoded(readMigrated(lenient));

  function decoded(shared: unknown): Settings {
    const own = account === null ? {} : v.parse(record, lenient.get(accountKey(settingsKey, account)));
    return v.parse(settingsSchema, { ...v.parse(record, shared), ...own });
  }

  return {
    get: () => settings,
    set(next) {
      // Before the first account its part lies with the rest, and moves to the account that comes.
      if (account === null) strict.set(settingsKey, next);
      else setParts(account, next);
      settings = next;
    },
    useAccount(id) {
      if (account !== id) lenient.set(accountOfKey, id);
      account = id;
      settings = decoded(lenient.get(settingsKey));
    },
  };

  function setParts(id: AccountId, next: Settings): void {
    const before = v.parse(record, lenient.get(settingsKey));
    const left = pick(before, isAccountSetting);
    strict.set(settingsKey, { ...pick(next, (name) => !isAccountSetting(name)), ...left });
    try {
      strict.set(accountKey(settingsKey, id), pick(next, isAccountSetting));
    } catch (error) {
      strict.set(settingsKey, before);
      throw error;
    }
  }
}

function pick(
  values: Readonly<Record<string, unknown>>,
  wanted: (name: string) => boolean,
): Readonly<Record<string, unknown>> {
  return Object.fromEntries(Object.entries(values).filter(([name]) => wanted(name)));
}
