import { isSecretPath } from "../broadcast/secret-path.ts";
import type { SecretStore } from "../platform/ports.ts";
import { ScopedSecret } from "./scoped-secret.ts";
import * as v from "valibot";

/** The kept secret paths, one per account scope. */
export function receiverPaths(secrets: SecretStore): ScopedSecret<string> {
  return new ScopedSecret(secrets, "receiver-path", v.pipe(v.string(), v.check(isSecretPath)));
}
