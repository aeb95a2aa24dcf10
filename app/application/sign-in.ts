/** Finds out which account a token opens, and keeps what the next start needs to know of it. */
import { accountKey, accountSettings } from "../account/account-stores.ts";
import { absenceKey } from "../presence/absence-journal.ts";
import { askIdentity, identify, provisionalIdOf } from "../account/identity.ts";
import { createKnownAccounts, type KnownAccounts } from "../account/known-accounts.ts";
import { adoptFirstAccount, moveAccount } from "../account/move-account.ts";
import type { AccountId } from "../contract/account-id.ts";
import type { Problem } from "../contract/problem.ts";
import type { NokoApi } from "../noko/api.ts";
import { ApiError } from "../noko/errors.ts";
import type { RateGates } from "../noko/rate-gate.ts";
import type { CurrentUser } from "../noko/resources.ts";
import { errorFields } from "../platform/logger.ts";
import type { SecretDurability } from "../platform/ports.ts";
import type { Installation } from "../receiver/installation.ts";
import type { ApplicationPorts } from "./application-ports.ts";
import { createAccountApi, demoAccount, type OpenAccount, realAccount } from "./open-account.ts";
import { createDemoInstallation } from "./this-installation.ts";

export interface SignInPorts extends Pick<
  ApplicationPorts,
  "clock" | "random" | "logger" | "fetch" | "version" | "secrets" | "settings" | "configuration" | "startDemo"
> {
  readonly installation: Installation;
  readonly gates: RateGates;
  readonly isOpen: (id: AccountId) => boolean;
  /** The app is about to end: no account is opened any more. */
  readonly isOver: () => boolean;
}

export type Asked =
  | { readonly kind: "opened"; readonly account: OpenAccount }
  | { readonly kind: "failed"; readonly problem: Problem };

export class SignIn {
  readonly #ports: SignInPorts;
  readonly #known: KnownAccounts;

  constructor(ports: SignInPorts) {
    this.#ports = ports;
    this.#known = createKnownAccounts(ports.settings);
  }

  /**
   * The accounts whose tokens are at hand, the last one to be in focus. They are not asked first, so that a start without
   * a network is no problem.
   */
  async atStart(isWanted: () => boolean): Promise<readonly OpenAccount[]> {
    const { configuration, secrets } = this.#ports;
    const { apiUrl } = configuration;
    const [stored] = await Promise.all([secrets.get("token"), this.#leaveOthersNotes()]);
    // A keyring may let us wait: a person who signed in or out meanwhile wants that.
    if (!isWanted()) return [];
    // Also after its token moved: a file of settings that could not be read then may be readable now.
    const last = this.#known.list().find((known) => known.apiUrl === apiUrl);
    const heir = stored === null ? last?.id : provisionalIdOf(apiUrl, stored);
    if (heir !== undefined) await this.#adopt(heir);
    await this.#moveProvisional(() => true);
    if (configuration.token !== null) return [await this.#given(configuration.token)];
    const accounts: OpenAccount[] = [];
    for (const { id } of this.#known.list().filter((known) => known.apiUrl === apiUrl)) {
      const token = await secrets.get(accountKey("token", id));
      if (token !== null) accounts.unshift(this.#open(id, "stored-token", token));
    }
    return accounts;
  }

  async ask(token: string): Promise<Asked> {
    const { apiUrl } = this.#ports.configuration;
    const api = createAccountApi(this.#ports, apiUrl, token);
    const [asked] = await Promise.all([askOrFail(api, apiUrl), this.#leaveOthersNotes()]);
    if (asked.kind === "failed") return asked;
    if (this.#ports.isOver()) return { kind: "failed", problem: { kind: "timeout" } };
    const { id, name } = asked;
    return {
      kind: "opened",
      account: realAccount(this.#ports, {
        id,
        api,
        kind: "stored-token",
        name,
        installation: this.#ports.installation,
      }),
    };
  }

  async askDemo(): Promise<Asked> {
    const demo = await this.#ports.startDemo();
    const api = createAccountApi(this.#ports, demo.url, demo.token);
    const asked = await askOrFail(api, demo.url);
    if (asked.kind === "failed" || this.#ports.isOver()) {
      await demo.stop();
      return asked.kind === "failed" ? asked : { kind: "failed", problem: { kind: "timeout" } };
    }
    return {
      kind: "opened",
      account: demoAccount(demo, { api, name: asked.name, installation: createDemoInstallation(this.#ports) }),
    };
  }

  /** Stores the token; of the other accounts as well as this one, unless it is `alone`. */
  async keep(
    { id }: Pick<OpenAccount, "id">,
    token: string,
    { alone }: { readonly alone: boolean },
  ): Promise<SecretDurability> {
    const { secrets, configuration } = this.#ports;
    const others = this.#known.list().filter((known) => known.id !== id);
    const provisional = provisionalIdOf(configuration.apiUrl, token);
    this.note({ id, kind: "stored-token" });
    await adoptFirstAccount(this.#ports, configuration.apiUrl, id);
    await this.#moveProvisional((known) => known.becomes === id || known.id === provisional, id);
    const durability = await secrets.set(accountKey("token", id), token);
    await secrets.delete("token");
    if (alone) for (const other of others) await secrets.delete(accountKey("token", other.id));
    return durability;
  }

  /** Signed out: no token of the account is kept. Its settings stay. */
  async forget({ id, kind }: Pick<OpenAccount, "id" | "kind">): Promise<void> {
    if (kind !== "stored-token") return;
    const { secrets } = this.#ports;
    await secrets.delete(accountKey("token", id));
    // Where the system keeps no secrets, what 0.1.0 stored was not moved.
    await secrets.delete("token");
  }

  /** It is entered now. */
  note({ id, kind }: Pick<OpenAccount, "id" | "kind">): void {
    if (kind === "demo") return;
    const known = this.#known.list().find((one) => one.id === id);
    this.#known.note(known ?? { id, apiUrl: this.#ports.configuration.apiUrl, provisional: null });
  }

  /** An account that was never asked has answered: from the next start on it has its own id. */
  async learnId({ id, api }: Pick<OpenAccount, "id" | "api">, user: Pick<CurrentUser, "id">): Promise<void> {
    const known = this.#known.list().find((one) => one.id === id);
    if (known === undefined || known.provisional === null || known.provisional.becomes !== null) return;
    try {
      const becomes = await identify(api, known.apiUrl, user, { priority: "background" });
      if (this.#ports.isOpen(id)) this.#known.note({ ...known, provisional: { becomes } });
    } catch (error) {
      this.#ports.logger.warn("The account's id is not known yet", errorFields(error));
    }
  }

  /** Asks whether the given token is accepted again; null where none was given, `refused` where it is not, or not known. */
  async tryGiven(): Promise<OpenAccount | "refused" | null> {
    const { token } = this.#ports.configuration;
    if (token === null) return null;
    const account = await this.#given(token);
    try {
      await account.api.currentUser({ priority: "background" });
      return account;
    } catch (error) {
      if (error instanceof ApiError) return "refused";
      throw error;
    }
  }

  /** In a copied profile a session must find no note of an absence that was another computer's. */
  async #leaveOthersNotes(): Promise<void> {
    const { settings, installation } = this.#ports;
    const isNoted = this.#known.list().some(({ id }) => accountSettings(settings, id).get(absenceKey) !== undefined);
    if (isNoted) await installation.identity();
  }

  async #given(token: string): Promise<OpenAccount> {
    const provisional = provisionalIdOf(this.#ports.configuration.apiUrl, token);
    const known = this.#known.list().find(({ id }) => id === provisional);
    const id = known?.provisional?.becomes ?? provisional;
    await this.#adopt(id);
    return this.#open(id, "given-token", token);
  }

  #open(id: AccountId, kind: "given-token" | "stored-token", token: string): OpenAccount {
    const api = createAccountApi(this.#ports, this.#ports.configuration.apiUrl, token);
    return realAccount(this.#ports, { id, api, kind, name: "", installation: this.#ports.installation });
  }

  /** What version 0.1.0 stored, if there is any, becomes that of an account that was never asked. */
  async #adopt(id: AccountId): Promise<void> {
    const { apiUrl } = this.#ports.configuration;
    // Known first: otherwise an end in between would leave a token under a name that nothing reads.
    if (!this.#known.list().some((known) => known.id === id)) {
      this.#known.note({ id, apiUrl, provisional: { becomes: null } });
    }
    await adoptFirstAccount(this.#ports, apiUrl, id);
  }

  /** Only while no session uses what moves. */
  async #moveProvisional(
    wanted: (known: { readonly id: AccountId; readonly becomes: AccountId | null }) => boolean,
    target: AccountId | null = null,
  ): Promise<void> {
    for (const { id, apiUrl, provisional } of this.#known.list()) {
      const to = target ?? provisional?.becomes ?? null;
      if (provisional === null || to === null || to === id || this.#ports.isOpen(id)) continue;
      if (!wanted({ id, becomes: provisional.becomes })) continue;
      if (!this.#known.list().some((known) => known.id === to)) this.#known.note({ id: to, apiUrl, provisional: null });
      await moveAccount(this.#ports, id, to);
    }
  }
}

async function askOrFail(
  api: NokoApi,
  apiUrl: string,
): Promise<
  | { readonly kind: "asked"; readonly id: AccountId; readonly name: string }
  | Extract<Asked, { readonly kind: "failed" }>
> {
  try {
    return { kind: "asked", ...(await askIdentity(api, apiUrl, { priority: "user-action" })) };
  } catch (error) {
    if (error instanceof ApiError) return { kind: "failed", problem: error.failure };
    throw error;
  }
}
