import * as v from "valibot";

/** Names one account of one person at one API: a hash, so that it says nothing of either. `demo` is the demo account. */
export const accountIdSchema = v.pipe(v.string(), v.regex(/^(?:[0-9a-f]{16}|demo)$/), v.brand("AccountId"));

export type AccountId = v.InferOutput<typeof accountIdSchema>;

export const demoAccountId: AccountId = v.parse(accountIdSchema, "demo");
