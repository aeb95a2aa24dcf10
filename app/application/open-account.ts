/** What a session of the demo account, or of a real one, is made of. */
import { accountSecrets, accountSettings } from "../account/account-stores.ts";
import { type AccountId, demoAccountId } from "../contract/account-id.ts";
import type { Reach } from "../endpoint/attachment.ts";
import type { NokoApi } from "../noko/api.ts";
import { createNokoApi } from "../noko/client.ts";
import type { RateGates } from "../noko/rate-gate.ts";
import { createMemorySecrets, createMemorySettings } from "../platform/memory-stores.ts";
import type { SecretStore, SettingsStore } from "../platform/ports.ts";
import { createRelay } from "../relay/create-relay.ts";
import type { Installation } from "../receiver/installation.ts";
import type { RelayChoice } from "../relay/relay-choice.ts";
import type { Relay } from "../relay/relay.ts";
import type { ApplicationPorts, RunningDemo } from "./application-ports.ts";

export interface OpenAccount {
  readonly id: AccountId;
  readonly kind: "demo" | "given-token" | "stored-token";
  readonly api: NokoApi;
  /** Empty where it was not asked yet. */
  readonly name: string;
  /** From where its broadcasts come. */
  readonly reach: Reach;
  /** The account's own, as the next two are. */
  readonly secrets: SecretStore;
  readonly settings: SettingsStore;
  readonly installation: Installation;
  /** Called when its session has ended. */
  readonly end: () => Promise<void>;
}

export interface AccountApiPorts extends Pick<ApplicationPorts, "clock" | "logger" | "fetch" | "version"> {
  readonly gates: RateGates;
}

/** A client of the account that this token opens. */
export function createAccountApi(ports: AccountApiPorts, baseUrl: string, token: string): NokoApi {
  const { clock, logger, fetch, version, gates } = ports;
  return createNokoApi({ baseUrl, token, gate: gates(baseUrl), fetch, clock, logger, version });
}

/** Reachable on this computer alone; leaves nothing behind. */
export function demoAccount(
  demo: RunningDemo,
  { api, name, installation }: Pick<OpenAccount, "api" | "name" | "installation">,
): OpenAccount {
  return {
    id: demoAccountId,
    kind: "demo",
    api,
    name,
    reach: "this-computer",
    secrets: createMemorySecrets(),
    settings: createMemorySettings(),
    installation,
    end: () => demo.stop(),
  };
}

export interface RealAccount extends Pick<OpenAccount, "id" | "api" | "name" | "installation"> {
  readonly kind: Exclude<OpenAccount["kind"], "demo">;
}

export function realAccount(
  { secrets, settings }: Pick<ApplicationPorts, "secrets" | "settings">,
  account: RealAccount,
): OpenAccount {
  return {
    ...account,
    reach: "internet",
    secrets: accountSecrets(secrets, account.id),
    settings: accountSettings(settings, account.id),
    end: () => Promise.resolve(),
  };
}

/** Null for none. */
export function createChosenRelay(ports: ApplicationPorts, choice: RelayChoice): Relay | null {
  if (ports.createRelay !== undefined) return ports.createRelay(choice);
  return createRelay(choice, { ...ports, environment: ports.configuration.programEnvironment });
}
