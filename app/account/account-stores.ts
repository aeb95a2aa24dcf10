/** What a person can lose is stored for each account, under names that bear its id. */
import type { AccountId } from "../contract/account-id.ts";
import {
  type AccountSecretName,
  accountSecretNames,
  type SecretName,
  type SecretStore,
  type SettingsStore,
} from "../platform/ports.ts";

/** The name under which an account's value is stored. */
export function accountKey<Name extends string>(name: Name, id: AccountId): `${Name}@${AccountId}` {
  return `${name}@${id}`;
}

export function accountSettings(store: SettingsStore, id: AccountId): SettingsStore {
  return {
    get: (key) => store.get(accountKey(key, id)),
    set: (key, value) => store.set(accountKey(key, id), value),
    delete: (key) => store.delete(accountKey(key, id)),
  };
}

export function accountSecrets(secrets: SecretStore, id: AccountId): SecretStore {
  const own = (name: SecretName): SecretName => (isOfAccount(name) ? accountKey(name, id) : name);
  return {
    get: (name) => secrets.get(own(name)),
    set: (name, value) => secrets.set(own(name), value),
    delete: (name) => secrets.delete(own(name)),
  };
}

function isOfAccount(name: SecretName): name is AccountSecretName {
  return accountSecretNames.some((known) => known === name);
}
