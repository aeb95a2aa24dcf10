import type { ExitCode } from "../texts/cli.ts";
import type { PublicStatus } from "../local-api/public-status.ts";
import { isFresh } from "./clock.ts";

/** What a refusal of the app ends with; more kinds may come. */
export function exitCodeOf(problemKind: string): ExitCode {
  switch (problemKind) {
    case "malformed":
    case "unknown-account":
    case "unknown-project":
    case "ambiguous-project":
      return 2;
    case "no-timer":
    case "nothing-to-undo":
      return 4;
    case "changed":
      return 6;
    case "not-allowed":
    case "signed-out":
      return 77;
    default:
      return 1;
  }
}

/** What `status` says by its exit code, for scripts that read no more. */
export function statusExitCode(status: PublicStatus, mustBeFresh: boolean): ExitCode {
  if (mustBeFresh && !isFresh(status)) return 5;
  if (status.timers.some(({ state }) => state === "running")) return 0;
  return status.timers.length > 0 ? 3 : 4;
}
