import type { CertificateFault, InvalidField } from "../contract/problem.ts";

/**
 * Why a request to the account did not succeed. Closed and plain: it never holds a body, a header, a token or
 * a URL with secrets, so it may be logged and shown.
 */
export type ApiFailure =
  /** No connection could be made, or it broke before an answer. */
  | { readonly kind: "offline" }
  /** 407: the network's proxy asks for a name and a password, which we have none of. */
  | { readonly kind: "proxy-wants-credentials" }
  /** The server that answered, the account or a proxy spoken to over TLS, could not prove who it is. Nothing was sent. */
  | { readonly kind: "certificate-refused"; readonly fault: CertificateFault }
  /** The server did not answer in time. */
  | { readonly kind: "timeout" }
  /** 401: the token is wrong, expired or revoked. */
  | { readonly kind: "token-rejected" }
  /** 403: no permission, or the account lacks the feature. */
  | { readonly kind: "forbidden" }
  | { readonly kind: "not-found" }
  /** 400 with "Validation Failed". */
  | { readonly kind: "invalid"; readonly fields: readonly InvalidField[] }
  /** 400 in one of its other forms: our request was malformed, which is a bug of ours. */
  | { readonly kind: "bad-request" }
  /** 429 for longer than we are willing to wait. */
  | { readonly kind: "rate-limited" }
  /** 503: the account is locked for migration. */
  | { readonly kind: "account-locked" }
  /** Any other status that is not a success. */
  | { readonly kind: "server-failed"; readonly status: number }
  /** A success that this version cannot read; `at` names the position in the JSON, such as `0.project.name`. */
  | { readonly kind: "unreadable-answer"; readonly at: string }
  /** A redirect to another origin, too many of them, or one that cannot be followed. */
  | { readonly kind: "redirected-elsewhere" }
  /** A URL from a resource or a broadcast that is not within the API. */
  | { readonly kind: "foreign-url" }
  /** Given up because the caller no longer wants it (sign-out, quit). */
  | { readonly kind: "cancelled" };

/** The only error that the API client throws. */
export class ApiError extends Error {
  readonly failure: ApiFailure;
  /** True only where it is sure that the server did not carry the request out. */
  readonly surelyNotCarriedOut: boolean;

  constructor(failure: ApiFailure, surelyNotCarriedOut: boolean) {
    super(describeFailure(failure));
    this.name = "ApiError";
    this.failure = failure;
    this.surelyNotCarriedOut = surelyNotCarriedOut;
  }
}

/** One line for a log. */
export function describeFailure(failure: ApiFailure): string {
  switch (failure.kind) {
    case "server-failed":
      return `server-failed (HTTP ${failure.status})`;
    case "certificate-refused":
      return `certificate-refused (${failure.fault})`;
    case "unreadable-answer":
      return `unreadable-answer at ${failure.at}`;
    case "invalid":
      return `invalid (${failure.fields.map((field) => `${field.field}: ${field.code}`).join(", ")})`;
    default:
      return failure.kind;
  }
}
