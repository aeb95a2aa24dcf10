import * as v from "valibot";

/**
 * Names one account of one person at one API: a hash, so that it says nothing of either. `session` names an account that
 * leaves nothing behind, such as the demo account.
 */
export const accountIdSchema = v.pipe(v.string(), v.regex(/^(?:[0-9a-f]{16}|session)$/), v.brand("AccountId"));

export type AccountId = v.InferOutput<typeof accountIdSchema>;

/** Of an account that is open in this process alone, and for which nothing is stored. */
export const unstoredAccountId: AccountId = v.parse(accountIdSchema, "session");
