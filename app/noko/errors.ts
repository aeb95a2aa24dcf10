import type { Problem } from "../contract/problem.ts";

/** The only error that the API client throws. */
export class ApiError extends Error {
  readonly failure: Problem;
  /** True only where it is sure that the server did not carry the request out. */
  readonly surelyNotCarriedOut: boolean;

  constructor(failure: Problem, surelyNotCarriedOut: boolean) {
    super(describeFailure(failure));
    this.name = "ApiError";
    this.failure = failure;
    this.surelyNotCarriedOut = surelyNotCarriedOut;
  }
}

/** One line for a log. */
export function describeFailure(failure: Problem): string {
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
