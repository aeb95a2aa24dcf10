import type { TimerCommand } from "../contract/command.ts";
import type { CommandResult } from "../contract/requests.ts";

export interface RemovedTime {
  readonly projectId: number;
  readonly seconds: number;
  readonly andPause: boolean;
}

/** Takes the time of an absence off its timer. Paused first, so that what is left is what was seen. */
export async function removeTime(
  { projectId, seconds, andPause }: RemovedTime,
  dispatch: (command: TimerCommand) => Promise<CommandResult>,
): Promise<CommandResult> {
  if (andPause) {
    const paused = await dispatch({ kind: "pause", projectId });
    if (paused.kind !== "done") return paused;
  }
  return dispatch({ kind: "adjust", projectId, seconds: -seconds });
}
