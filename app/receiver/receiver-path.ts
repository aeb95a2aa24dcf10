import * as v from "valibot";
import { isSecretPath } from "../broadcast/secret-path.ts";
import type { SecretStore } from "../platform/ports.ts";
import { type StoredSecret, storedSecret } from "./stored-secret.ts";

/** The account's secret path. */
export function receiverPath(secrets: SecretStore): StoredSecret<string> {
  return storedSecret(secrets, "receiver-path", v.pipe(v.string(), v.check(isSecretPath)));
}
