import type { SecretStore } from "../platform/ports.ts";
import { type StoredSecret, storedSecret } from "./stored-secret.ts";
import * as v from "valibot";

/** What is remembered of our receiver. URL and secret are one value, because the secret is that receiver's. */
export interface ReceiverRecord {
  readonly url: string;
  readonly secret: string;
}

const recordSchema = v.object({ url: v.pipe(v.string(), v.nonEmpty()), secret: v.pipe(v.string(), v.nonEmpty()) });

/** The record of the account's receiver. */
export function receiverRecord(secrets: SecretStore): StoredSecret<ReceiverRecord> {
  return storedSecret(secrets, "receiver-secret", recordSchema);
}
