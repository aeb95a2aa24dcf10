import type { Command, TimerCommand } from "../contract/command.ts";
import type { CommandResult } from "../contract/requests.ts";
import type { TransferOrder, TransferTarget } from "../commands/transfers/transfers.ts";
import type { MirroredTimer } from "../mirror/reducer.ts";
import { assertNever } from "../model/assert-never.ts";
import { dayOf } from "../model/day.ts";
import type { Absence } from "./absence.ts";

type Answer = Extract<Command, { kind: "answer-absence" }>;

export interface AnsweredAbsence {
  readonly absence: Absence;
  readonly seconds: number;
  /** Undefined where its project has none any more. */
  readonly timer: MirroredTimer | undefined;
}

export interface AnswerPorts {
  readonly dispatch: (command: TimerCommand) => Promise<CommandResult>;
  readonly transfer: (order: TransferOrder) => Promise<CommandResult>;
  readonly utcOffset: () => number | null;
  /** To what the account rounds entries of a project up, in minutes; null where that is not known. */
  readonly billingIncrementOf: (projectId: number) => number | null;
}

/** Does what the user wants with the time of an absence, or with the part of it that they name. */
export async function carryOutAnswer(
  answered: AnsweredAbsence,
  command: Answer,
  answer: Exclude<Answer["answer"], "keep">,
  ports: AnswerPorts,
): Promise<CommandResult> {
  const { dispatch, transfer } = ports;
  const { absence, timer } = answered;
  const { projectId, timerId } = absence;
  const seconds = Math.min(command.seconds ?? answered.seconds, answered.seconds);
  switch (answer) {
    case "remove":
      return dispatch({ kind: "adjust", projectId, seconds: -seconds });
    case "remove-and-pause": {
      // First, so that what is left is what was seen.
      const paused = timer?.state === "running" ? await dispatch({ kind: "pause", projectId }) : null;
      if (paused !== null && paused.kind !== "done") return paused;
      return dispatch({ kind: "adjust", projectId, seconds: -seconds });
    }
    case "move":
    case "log": {
      const to = targetOf(command, answer, absence, seconds, ports);
      if (to === null) return { kind: "failed", problem: { kind: "not-found" } };
      return transfer({ fromProjectId: projectId, timerId, seconds, to });
    }
    default:
      return assertNever(answer, "answer");
  }
}

function targetOf(
  { toProjectId = null, description = "" }: Answer,
  answer: "move" | "log",
  { from, projectId }: Absence,
  seconds: number,
  { utcOffset, billingIncrementOf }: AnswerPorts,
): TransferTarget | null {
  if (answer === "move") {
    return toProjectId === null || toProjectId === projectId ? null : { kind: "timer", projectId: toProjectId };
  }
  return {
    kind: "entry",
    projectId: toProjectId,
    billingIncrement: toProjectId === null ? null : billingIncrementOf(toProjectId),
    date: dayOf(from, utcOffset() ?? 0),
    minutes: Math.max(1, Math.round(seconds / 60)),
    description,
  };
}
