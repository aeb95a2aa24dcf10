import type { Problem } from "../contract/problem.ts";
import { assertNever } from "../model/assert-never.ts";
import type { LocalRequestName } from "./local-requests.ts";

/** What may be done twice: the second time changes nothing more. */
const repeatable: ReadonlySet<LocalRequestName> = new Set(["start", "switch", "resume", "pause", "describe"]);

/** Whether the same intention may be tried anew after that failure, without being carried out twice. */
export function mayTryAgain(verb: LocalRequestName, failure: Problem["kind"]): boolean {
  return repeatable.has(verb) || isDefinite(failure);
}

/** The account said no, or was not asked: nothing was done. After the others it may have been. */
function isDefinite(failure: Problem["kind"]): boolean {
  switch (failure) {
    case "token-rejected":
    case "token-ended":
    case "forbidden":
    case "not-found":
    case "invalid":
    case "rate-limited":
    case "account-locked":
    case "certificate-refused":
    case "proxy-wants-credentials":
    case "secrets-not-kept":
    case "signed-out":
    case "entry-changed":
    case "entry-gone":
    case "timer-in-the-way":
    case "broadcasts-forbidden":
    case "not-reachable":
      return true;
    case "offline":
    case "timeout":
    case "server-failed":
    case "unreadable-answer":
    case "redirected-elsewhere":
    case "unexpected":
    case "entry-unclear":
      return false;
    default:
      return assertNever(failure, "failure");
  }
}
