import type { Problem } from "../contract/problem.ts";
import { problemDefinition } from "../texts/problems.ts";
import type { LocalRequestName } from "./local-requests.ts";

/** What may be done twice: the second time changes nothing more. */
const repeatable: ReadonlySet<LocalRequestName> = new Set(["start", "switch", "resume", "pause", "describe"]);

/** Whether the same intention may be tried anew after that problem, without being carried out twice. */
export function mayTryAgain(verb: LocalRequestName, problem: Problem): boolean {
  return repeatable.has(verb) || problemDefinition(problem).nothingDone;
}
