import type { ShownAbsence } from "../contract/snapshot.ts";
import type { MirroredTimer } from "../mirror/reducer.ts";
import { toProject } from "../mirror/view.ts";
import type { AbsenceState } from "./absence-state.ts";

/** What surfaces show of it; null where there is nothing to say, or the account has not confirmed it yet. */
export function shownAbsence(
  state: AbsenceState,
  timerOf: (projectId: number) => MirroredTimer | undefined,
): ShownAbsence | null {
  if (state.kind !== "paused" && !(state.kind === "open" && state.known)) return null;
  const { projectId, reason, from, meantToPause } = state.absence;
  const timer = timerOf(projectId);
  if (timer === undefined) return null;
  const what =
    state.kind === "paused"
      ? ({ kind: "paused", seconds: 0 } as const)
      : ({ kind: "ran-on", seconds: state.seconds } as const);
  return { ...what, project: toProject(timer.resource.project), reason, from, meantToPause };
}
