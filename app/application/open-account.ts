/** What a session of the demo account, or of a real one, is made of. */
import type { ApplicationPorts, RunningDemo } from "./application-ports.ts";
import { fullName } from "../noko/full-name.ts";
import { createMemorySecrets, createMemorySettings } from "../platform/memory-stores.ts";
import { problemOf } from "../commands/problems.ts";
import type { Problem } from "../contract/problem.ts";
import type { NokoApi } from "../noko/api.ts";
import { createNokoApi } from "../noko/client.ts";
import { ApiError } from "../noko/errors.ts";
import type { SecretStore, SettingsStore } from "../platform/ports.ts";
import { createRelay } from "../relay/create-relay.ts";
import type { Reach } from "../endpoint/attachment.ts";
import type { RelayChoice } from "../relay/relay-choice.ts";
import type { Relay } from "../relay/relay.ts";

export interface OpenAccount {
  readonly kind: "demo" | "given-token" | "stored-token";
  readonly api: NokoApi;
  /** Empty where it was not asked yet. */
  readonly name: string;
  /** From where its broadcasts come. */
  readonly reach: Reach;
  readonly secrets: SecretStore;
  readonly settings: SettingsStore;
  /** Called when its session has ended. */
  readonly end: () => Promise<void>;
}

/** The way to ask the account that this token opens. */
export function createAccountApi(
  {
    clock,
    random,
    logger,
    fetch,
    version,
  }: Pick<ApplicationPorts, "clock" | "random" | "logger" | "fetch" | "version">,
  baseUrl: string,
  token: string,
): NokoApi {
  return createNokoApi({
    baseUrl,
    credentials: { kind: "personal-token", token },
    fetch,
    clock,
    random,
    logger,
    version,
  });
}

/** The account's name, or why the token does not open it. */
export async function askName(api: NokoApi): Promise<string | Problem> {
  try {
    const { value } = await api.currentUser({ priority: "user-action" });
    return fullName(value);
  } catch (error) {
    if (error instanceof ApiError) return problemOf(error.failure);
    throw error;
  }
}

/** Reachable on this computer alone; leaves nothing behind. */
export function demoAccount(demo: RunningDemo, { api, name }: Pick<OpenAccount, "api" | "name">): OpenAccount {
  return {
    kind: "demo",
    api,
    name,
    reach: "this-computer",
    secrets: createMemorySecrets(),
    settings: createMemorySettings(),
    end: () => demo.stop(),
  };
}

export interface RealAccount extends Pick<OpenAccount, "api" | "name"> {
  readonly kind: Exclude<OpenAccount["kind"], "demo">;
}

export function realAccount({ secrets, settings }: ApplicationPorts, account: RealAccount): OpenAccount {
  return { ...account, reach: "internet", secrets, settings, end: () => Promise.resolve() };
}

/** Null for none. */
export function createChosenRelay(ports: ApplicationPorts, choice: RelayChoice): Relay | null {
  return createRelay(choice, { ...ports, environment: ports.configuration.programEnvironment });
}
