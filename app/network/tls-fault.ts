import type { CertificateFault } from "../contract/problem.ts";

/** As Node names them, after OpenSSL and BoringSSL. All arise in the handshake, before anything of a request is sent. */
const faults: ReadonlyMap<string, CertificateFault> = new Map([
  ["UNABLE_TO_GET_ISSUER_CERT", "unknown-issuer"],
  ["UNABLE_TO_GET_ISSUER_CERT_LOCALLY", "unknown-issuer"],
  ["UNABLE_TO_VERIFY_LEAF_SIGNATURE", "unknown-issuer"],
  ["SELF_SIGNED_CERT_IN_CHAIN", "unknown-issuer"],
  ["DEPTH_ZERO_SELF_SIGNED_CERT", "unknown-issuer"],
  ["CERT_UNTRUSTED", "unknown-issuer"],
  ["CERT_HAS_EXPIRED", "out-of-date"],
  ["CERT_NOT_YET_VALID", "out-of-date"],
  ["ERR_TLS_CERT_ALTNAME_INVALID", "wrong-name"],
  ["ERR_TLS_CERT_ALTNAME_FORMAT", "wrong-name"],
  ["HOSTNAME_MISMATCH", "wrong-name"],
  ["CERT_REVOKED", "not-accepted"],
  ["CERT_REJECTED", "not-accepted"],
  ["CERT_SIGNATURE_FAILURE", "not-accepted"],
  ["CERT_CHAIN_TOO_LONG", "not-accepted"],
  ["UNABLE_TO_DECRYPT_CERT_SIGNATURE", "not-accepted"],
  ["UNABLE_TO_DECODE_ISSUER_PUBLIC_KEY", "not-accepted"],
  ["ERROR_IN_CERT_NOT_BEFORE_FIELD", "not-accepted"],
  ["ERROR_IN_CERT_NOT_AFTER_FIELD", "not-accepted"],
  ["INVALID_CA", "not-accepted"],
  ["INVALID_PURPOSE", "not-accepted"],
  ["PATH_LENGTH_EXCEEDED", "not-accepted"],
  ["UNSPECIFIED", "not-accepted"],
]);

/** Why a certificate was not accepted; null for any other error. */
export function tlsFault(error: unknown): CertificateFault | null {
  if (typeof error !== "object" || error === null) return null;
  const code: unknown = Reflect.get(error, "code");
  return typeof code === "string" ? (faults.get(code) ?? null) : null;
}
