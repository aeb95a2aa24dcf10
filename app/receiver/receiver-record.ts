import type { SecretStore } from "../platform/ports.ts";
import { ScopedSecret } from "./scoped-secret.ts";
import * as v from "valibot";

/** What is remembered of our receiver. URL and secret are one value, because the secret is that receiver's. */
export interface ReceiverRecord {
  readonly url: string;
  readonly secret: string;
}

const recordSchema = v.object({ url: v.pipe(v.string(), v.nonEmpty()), secret: v.pipe(v.string(), v.nonEmpty()) });

/** The kept records, one per account scope. */
export function receiverRecords(secrets: SecretStore): ScopedSecret<ReceiverRecord> {
  return new ScopedSecret(secrets, "receiver-secret", recordSchema);
}
