import type { IntakeRequest } from "../../app/broadcast/intake.ts";
import type { Verdict } from "../../app/broadcast/verdict.ts";
import type { Reception } from "../../app/endpoint/reception.ts";

/** Hands a whole request to a reception, as the listener does. */
export function receiveBy(reception: Reception, request: IntakeRequest): Verdict {
  const head = reception.validateHead(request);
  const verdict = head.kind === "decided" ? head.verdict : head.judge(request.body, head.signature);
  head.conclude(verdict);
  return verdict;
}
