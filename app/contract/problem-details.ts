/**
 * Why a certificate that was shown on the way was not accepted.
 * - `unknown-issuer`: by an authority that neither we nor the system know.
 * - `out-of-date`: expired, or not valid yet.
 * - `wrong-name`: of another server.
 * - `not-accepted`: anything else that makes it worthless.
 */
export type CertificateFault = "unknown-issuer" | "out-of-date" | "wrong-name" | "not-accepted";

export interface InvalidField {
  readonly resource: string;
  readonly field: string;
  /** The API's own code: `missing`, `missing_field`, `already_exists`, `insufficent_permissions`, `cannot_create_tags`, or a newer one. */
  readonly code: string;
}

/** What problems carry beside their kind. Plain: no body, no header, no token and no URL, so that they may be logged and shown. */
export interface ProblemDetails {
  readonly "certificate-refused": { readonly fault: CertificateFault };
  readonly invalid: { readonly fields: readonly InvalidField[] };
  readonly "server-failed": { readonly status: number };
  /** `at` names the position in the JSON, such as `0.project.name`. */
  readonly "unreadable-answer": { readonly at: string };
}
