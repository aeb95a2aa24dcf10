/** The accounts for which something is stored here, so that a start without a network knows them. */
import * as v from "valibot";
import { type AccountId, accountIdSchema } from "../contract/account-id.ts";
import type { SettingsStore } from "../platform/ports.ts";

export interface KnownAccount {
  readonly id: AccountId;
  readonly apiUrl: string;
  /**
   * Stored under the name of a token until the account has answered, which says under which id it belongs: null until
   * then. What is stored moves there at the next start, when nothing uses it.
   */
  readonly provisional: { readonly becomes: AccountId | null } | null;
}

const storeKey = "accounts";
const schema = v.array(
  v.object({
    id: accountIdSchema,
    apiUrl: v.string(),
    provisional: v.nullable(v.object({ becomes: v.nullable(accountIdSchema) })),
  }),
);

export interface KnownAccounts {
  /** The one that was entered last comes first. */
  list(): readonly KnownAccount[];
  note(account: KnownAccount): void;
  forget(id: AccountId): void;
}

export function createKnownAccounts(store: SettingsStore): KnownAccounts {
  const list = (): readonly KnownAccount[] => {
    const decoded = v.safeParse(schema, store.get(storeKey));
    return decoded.success ? decoded.output : [];
  };
  const without = (id: AccountId): readonly KnownAccount[] => list().filter((account) => account.id !== id);
  return {
    list,
    note: (account) => store.set(storeKey, [account, ...without(account.id)]),
    forget: (id) => store.set(storeKey, without(id)),
  };
}
