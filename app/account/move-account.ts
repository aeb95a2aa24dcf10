/**
 * Takes what is stored of an account to its id: from the names without an id of version 0.1.0, or from another id. Each
 * value is copied, read back, and only then removed where it was, so that an end in between loses nothing and the next
 * start goes on. What is there already stays: it is newer.
 */
import * as v from "valibot";
import type { AccountId } from "../contract/account-id.ts";
import { isAccountSetting } from "../contract/settings.ts";
import {
  type AccountSecretName,
  accountSecretNames,
  type Logger,
  type SecretStore,
  type SettingsStore,
} from "../platform/ports.ts";
import { settingsKey } from "../settings/migrations.ts";
import { accountKey } from "./account-stores.ts";

export interface Stores {
  readonly settings: SettingsStore;
  readonly secrets: SecretStore;
  readonly logger: Logger;
}

const settingsNames = ["absence", settingsKey] as const;
const record = v.record(v.string(), v.unknown());
/** How 0.1.0 kept a receiver's values: one for each API address. */
const byAddress = v.array(v.tuple([v.string(), v.unknown()]));

/** The account's old id goes on in a new one. */
export async function moveAccount(
  { settings, secrets, logger }: Stores,
  from: AccountId,
  to: AccountId,
): Promise<void> {
  for (const name of settingsNames) {
    const value = settings.get(accountKey(name, from));
    if (value === undefined) continue;
    copySetting(settings, accountKey(name, to), value);
    settings.delete(accountKey(name, from));
  }
  for (const name of accountSecretNames) {
    const value = await secrets.get(accountKey(name, from));
    if (value === null) continue;
    if (await copySecret(secrets, accountKey(name, to), value)) await secrets.delete(accountKey(name, from));
  }
  logger.info("What is stored of an account was moved to its id");
}

/** Version 0.1.0 had one account. Of addresses other than `apiUrl` it kept receivers, which stay until they are used. */
export async function adoptFirstAccount(
  { settings, secrets, logger }: Stores,
  apiUrl: string,
  id: AccountId,
): Promise<void> {
  adoptPreferences(settings, id);
  const absence = settings.get("absence");
  if (absence !== undefined) {
    copySetting(settings, accountKey("absence", id), absence);
    settings.delete("absence");
  }
  for (const name of ["receiver-secret", "receiver-path"] as const) await adoptReceiver(secrets, name, apiUrl, id);
  // Last: while it is there, the next start goes on with the rest.
  const token = await secrets.get("token");
  if (token === null) return;
  if (await copySecret(secrets, accountKey("token", id), token)) await secrets.delete("token");
  logger.info("What version 0.1.0 stored now belongs to its account");
}

/** The account's part of the preferences leaves what holds for all. */
function adoptPreferences(settings: SettingsStore, id: AccountId): void {
  const stored = v.safeParse(record, settings.get(settingsKey));
  if (!stored.success) return;
  const entries = Object.entries(stored.output);
  const own = entries.filter(([name]) => isAccountSetting(name));
  if (own.length === 0) return;
  copySetting(settings, accountKey(settingsKey, id), Object.fromEntries(own));
  settings.set(settingsKey, Object.fromEntries(entries.filter(([name]) => !isAccountSetting(name))));
}

async function adoptReceiver(
  secrets: SecretStore,
  name: "receiver-secret" | "receiver-path",
  apiUrl: string,
  id: AccountId,
): Promise<void> {
  const all = readByAddress(await secrets.get(name));
  const own = all.find(([address]) => address === apiUrl);
  if (own === undefined) return;
  if (!(await copySecret(secrets, accountKey(name, id), JSON.stringify(own[1])))) return;
  const rest = all.filter(([address]) => address !== apiUrl);
  if (rest.length === 0) await secrets.delete(name);
  else await secrets.set(name, JSON.stringify(rest));
}

function readByAddress(text: string | null): v.InferOutput<typeof byAddress> {
  try {
    const decoded = v.safeParse(byAddress, text === null ? null : (JSON.parse(text) as unknown));
    return decoded.success ? decoded.output : [];
  } catch {
    return [];
  }
}

function copySetting(settings: SettingsStore, key: string, value: unknown): void {
  if (settings.get(key) === undefined) settings.set(key, value);
}

/** False where it is not kept beyond the end of the app: then it must not be removed where it was. */
async function copySecret(
  secrets: SecretStore,
  name: `${AccountSecretName}@${string}`,
  value: string,
): Promise<boolean> {
  if ((await secrets.get(name)) !== null) return true;
  const durability = await secrets.set(name, value);
  return durability === "stored" && (await secrets.get(name)) === value;
}
