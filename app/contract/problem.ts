/**
 * Everything that can go wrong and that a person should know about, as data. Texts and remedies live in
 * `app/texts/problems.ts`, so a problem can be compared, tested and never carries a body, a token or a URL.
 */
export type Problem =
  | { readonly kind: "offline" }
  | { readonly kind: "proxy-wants-credentials" }
  | { readonly kind: "certificate-refused"; readonly fault: CertificateFault }
  | { readonly kind: "timeout" }
  | { readonly kind: "token-rejected" }
  /** The account took the token before. */
  | { readonly kind: "token-ended" }
  /** A verb for an account that is not, or no longer, signed in here. */
  | { readonly kind: "signed-out" }
  | { readonly kind: "forbidden" }
  | { readonly kind: "not-found" }
  /** The entry was deleted elsewhere. */
  | { readonly kind: "entry-gone" }
  /** The entry is not as it was seen: nothing was done. */
  | { readonly kind: "entry-changed" }
  /** Which entry a log made can't be told for sure. */
  | { readonly kind: "entry-unclear" }
  /** Its project has another timer by now. */
  | { readonly kind: "timer-in-the-way" }
  | { readonly kind: "invalid"; readonly fields: readonly InvalidField[] }
  | { readonly kind: "rate-limited" }
  | { readonly kind: "account-locked" }
  | { readonly kind: "server-failed"; readonly status: number }
  | { readonly kind: "unreadable-answer"; readonly at: string }
  | { readonly kind: "redirected-elsewhere" }
  | { readonly kind: "broadcasts-forbidden" }
  | { readonly kind: "not-reachable" }
  | { readonly kind: "secrets-not-kept" }
  /** A fault of this app, or of the computer: the log says which. */
  | { readonly kind: "unexpected" };

/**
 * Why a certificate that was shown on the way was not accepted.
 * - `unknown-issuer`: by an authority that neither we nor the system know.
 * - `out-of-date`: expired, or not valid yet.
 * - `wrong-name`: of another person.
 * - `not-accepted`: anything else that makes it worthless.
 */
export type CertificateFault = "unknown-issuer" | "out-of-date" | "wrong-name" | "not-accepted";

export interface InvalidField {
  readonly resource: string;
  readonly field: string;
  /** The API's own code: `missing`, `missing_field`, `already_exists`, `insufficent_permissions`, `cannot_create_tags`, or a newer one. */
  readonly code: string;
}
