import { assertNever } from "../model/assert-never.ts";
import type { Problem } from "../contract/problem.ts";
import type { ApiFailure } from "../noko/errors.ts";

/** What a person reads of a failed request. */
export function problemOf(failure: ApiFailure): Problem {
  switch (failure.kind) {
    case "offline":
    case "proxy-wants-credentials":
    case "timeout":
    case "token-rejected":
    case "forbidden":
    case "not-found":
    case "rate-limited":
    case "account-locked":
    case "redirected-elsewhere":
      return { kind: failure.kind };
    case "certificate-refused":
      return { kind: failure.kind, fault: failure.fault };
    case "invalid":
      return { kind: "invalid", fields: failure.fields };
    case "bad-request":
      return { kind: "server-failed", status: 400 };
    case "server-failed":
      return { kind: "server-failed", status: failure.status };
    case "unreadable-answer":
      return { kind: "unreadable-answer", at: failure.at };
    case "foreign-url":
      return { kind: "redirected-elsewhere" };
    case "cancelled":
      return { kind: "timeout" };
    default:
      return assertNever(failure, "failure");
  }
}
