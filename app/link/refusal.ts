import { assertNever } from "../model/assert-never.ts";
import type { ApiFailure } from "../noko/errors.ts";
import type { Refusal } from "./link.ts";

/** What a failed fetch of the timers says of the link; null: nothing, what is shown stays as fresh as it was. */
export function refusalOf(failure: ApiFailure): Refusal | null {
  switch (failure.kind) {
    case "offline":
    case "timeout":
      return "unreachable";
    case "proxy-wants-credentials":
      return "stopped-by-proxy";
    case "certificate-refused":
      return `certificate-${failure.fault}`;
    case "token-rejected":
    case "account-locked":
      return failure.kind;
    case "forbidden":
      return "account-refuses";
    case "server-failed":
    case "bad-request":
    case "invalid":
    case "not-found":
      return "account-fails";
    case "unreadable-answer":
      return "answer-unreadable";
    case "redirected-elsewhere":
    case "foreign-url":
      return "led-elsewhere";
    // An order to wait is an answer.
    case "rate-limited":
    case "cancelled":
      return null;
    default:
      return assertNever(failure, "failure");
  }
}
