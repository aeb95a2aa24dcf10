/** Which account a token opens: the same person of the same company at the same API has the same id. */
import { createHash } from "node:crypto";
import * as v from "valibot";
import { type AccountId, accountIdSchema } from "../contract/account-id.ts";
import type { NokoApi } from "../noko/api.ts";
import { fullName } from "../noko/full-name.ts";
import type { CurrentUser } from "../noko/resources.ts";
import type { RequestOptions } from "../noko/api.ts";

export interface Identity {
  readonly apiUrl: string;
  /** Null where the token may not read the account, or the server has none: then the user's id alone tells them apart. */
  readonly accountId: number | null;
  readonly userId: number;
}

export function accountIdOf({ apiUrl, accountId, userId }: Identity): AccountId {
  return hashed("account", new URL(apiUrl).origin, accountId, userId);
}

/** For a token whose account was never asked: stands until the account has answered. */
export function provisionalIdOf(apiUrl: string, token: string): AccountId {
  return hashed("token", new URL(apiUrl).origin, token);
}

function hashed(...parts: readonly (string | number | null)[]): AccountId {
  const digest = createHash("sha256").update(JSON.stringify(parts)).digest("hex");
  return v.parse(accountIdSchema, digest.slice(0, 16));
}

/** Throws `ApiError`. */
export async function askIdentity(
  api: NokoApi,
  apiUrl: string,
  options: RequestOptions,
): Promise<{ readonly id: AccountId; readonly name: string }> {
  const { value: user } = await api.currentUser(options);
  return { id: await identify(api, apiUrl, user, options), name: fullName(user) };
}

/** Throws `ApiError`. */
export async function identify(
  api: Pick<NokoApi, "account">,
  apiUrl: string,
  user: Pick<CurrentUser, "id">,
  options: RequestOptions,
): Promise<AccountId> {
  const { value: account } = await api.account(options);
  return accountIdOf({ apiUrl, accountId: account?.id ?? null, userId: user.id });
}
