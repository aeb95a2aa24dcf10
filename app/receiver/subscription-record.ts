import * as v from "valibot";
import { isSecretPath } from "../broadcast/secret-path.ts";
import type { SecretStore } from "../platform/ports.ts";
import { type StoredSecret, storedSecret } from "./stored-secret.ts";
import type { SubscriptionKind } from "./subscription-kind.ts";

/** What is remembered of ours. URL and secret are one value, because the secret is that subscription's. */
export interface SubscriptionRecord {
  readonly url: string;
  readonly secret: string;
}

const recordSchema = v.object({ url: v.pipe(v.string(), v.nonEmpty()), secret: v.pipe(v.string(), v.nonEmpty()) });

export function subscriptionRecord(secrets: SecretStore, kind: SubscriptionKind): StoredSecret<SubscriptionRecord> {
  return storedSecret(secrets, kind.secretName, recordSchema);
}

/** The secret path by which it reaches us. */
export function subscriptionPath(
  secrets: SecretStore,
  { pathName, pathPrefix }: SubscriptionKind,
): StoredSecret<string> {
  const isPath = (text: string): boolean => isSecretPath(text, pathPrefix);
  return storedSecret(secrets, pathName, v.pipe(v.string(), v.check(isPath)));
}
