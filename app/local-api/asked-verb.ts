import type { AskedVerb } from "../contract/program-question.ts";
import type { AccountView } from "../contract/snapshot.ts";
import { elapsedSeconds } from "../model/elapsed.ts";
import type { Instant } from "../model/instant.ts";
import type { Timer } from "../model/timer.ts";
import type { Decided, Plan, VerbWish } from "./plan-verb.ts";
import type { LocalRequest } from "./protocol.ts";

/** What is asked about a timer. */
export type Confirmable = Exclude<LocalRequest<"confirm">["verb"], { do: "add" }>;
type ConfirmedWish = Extract<VerbWish, { do: Confirmable["do"] }>;

/** What a person is shown of a verb before they agree. */
export function askedVerb({ command, project, entry }: Plan, { timers }: AccountView, now: Instant): AskedVerb {
  switch (command.kind) {
    case "log": {
      const { minutes = 0, date = "", description = "" } = entry ?? {};
      return { kind: "log", project, minutes, date, description };
    }
    case "adjust":
      return { kind: "adjust", project, seconds: command.seconds };
    case "describe":
      return { kind: "describe", project, description: command.description };
    case "discard": {
      const timer = timers.find(({ projectId }) => projectId === project.id);
      return { kind: "discard", project, seconds: timer === undefined ? 0 : elapsedSeconds(timer, now.monotonic) };
    }
    default:
      throw new Error(`Nobody is asked about ${command.kind}.`);
  }
}

/** The verb with all that was left to the time of its doing as it was shown: nothing else was agreed to. */
export function asShown(verb: Confirmable, asked: AskedVerb): ConfirmedWish {
  const project = asked.project.id;
  if (verb.do !== "log" || asked.kind !== "log") return { ...verb, project };
  const { minutes, date, description } = asked;
  return { ...verb, project, minutes, date, description };
}

/** The same timer in the same state, but for the time that has passed on it. */
export function isAsDecided(before: Decided, after: Decided): boolean {
  return JSON.stringify(shown(before)) === JSON.stringify(shown(after));
}

function shown({ plan, view }: Decided): readonly unknown[] {
  const timer: Partial<Timer> = view.timers.find(({ projectId }) => projectId === plan.project.id) ?? {};
  const { id, state, anchor, date, description } = timer;
  return [view.id, plan.project.id, id, state, anchor, date, description];
}
