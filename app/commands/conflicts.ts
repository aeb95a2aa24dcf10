import type { GuardedCommand, TimerCommand } from "../contract/command.ts";
import { expectedTimer } from "../contract/expected-timer.ts";
import type { ChangedElsewhere } from "../contract/snapshot.ts";
import type { Timer } from "../model/timer.ts";

interface Question extends ChangedElsewhere {
  /** What was to follow the command. */
  readonly next: TimerCommand | null;
}

/** What a "go ahead" means. */
export type GoAhead =
  | { readonly kind: "carry-out"; readonly command: GuardedCommand; readonly next: TimerCommand | null }
  /** Its timer is gone, and only what was to follow is left to do. */
  | { readonly kind: "go-on"; readonly next: TimerCommand | null }
  /** Its timer is gone, and the command with it: one that appeared since is not what the person was asked about. */
  | { readonly kind: "impossible"; readonly command: GuardedCommand };

/** At most one verb waits for an answer; a newer one replaces it. */
export class Conflicts {
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
    if (timer !== null) return { kind: "carry-out", command: withSeen(command, timer, monotonicNow), next };
    return next !== null || command.kind === "discard" ? { kind: "go-on", next } : { kind: "impossible", command };
  }
}

function withSeen(command: GuardedCommand, timer: Timer, monotonicNow: number): GuardedCommand {
  return { ...command, expected: expectedTimer(timer, monotonicNow) };
}
