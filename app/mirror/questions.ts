import type { TimerCommand } from "../contract/command.ts";
import { seenOf } from "../contract/seen.ts";
import type { ChangedElsewhere } from "../contract/snapshot.ts";
import type { Timer } from "../model/timer.ts";

export type GuardedCommand = ChangedElsewhere["command"];

interface Question extends ChangedElsewhere {
  /** What was to follow the command. */
  readonly next: TimerCommand | null;
}

/** What a "go ahead" stands for; `command` is null where its timer is gone and only the rest is left to do. */
export interface GoAhead {
  readonly command: GuardedCommand | null;
  readonly next: TimerCommand | null;
}

/** At most one verb waits for an answer; a newer one replaces it. */
export class Questions {
  #question: Question | null = null;

  shown(): ChangedElsewhere | null {
    if (this.#question === null) return null;
    const { command, timer } = this.#question;
    return { command, timer };
  }

  ask(command: GuardedCommand, timer: Timer | null, next: TimerCommand | null, monotonicNow: number): void {
    this.#question = { command: timer === null ? command : withSeen(command, timer, monotonicNow), timer, next };
  }

  forget(): void {
    this.#question = null;
  }

  /** Ends the question; null where there is nothing to do. */
  answer(goAhead: boolean, monotonicNow: number): GoAhead | null {
    const question = this.#question;
    this.#question = null;
    if (question === null || !goAhead) return null;
    const { command, timer, next } = question;
    // The person saw the timer tick on while they read the question.
    if (timer !== null) return { command: withSeen(command, timer, monotonicNow), next };
    const isOver = next !== null || command.kind === "discard";
    return { command: isOver ? null : command, next };
  }
}

function withSeen(command: GuardedCommand, timer: Timer, monotonicNow: number): GuardedCommand {
  return { ...command, seen: seenOf(timer, monotonicNow) };
}
