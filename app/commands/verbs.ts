/**
 * The one way in which a person's verb reaches the account. Compares before it takes anything away, asks where the
 * timer changed elsewhere, and keeps what can be undone.
 */
import type { Command, GuardedCommand, TimerCommand } from "../contract/command.ts";
import type { CommandResult, Origin } from "../contract/requests.ts";
import { expectedTimer } from "../contract/expected-timer.ts";
import { runningTimer, type Snapshot, type UndoOffer } from "../contract/snapshot.ts";
import { assertNever } from "../model/assert-never.ts";
import type { Timer } from "../model/timer.ts";
import type { NokoTimer } from "../noko/resources.ts";
import type { Clock } from "../platform/ports.ts";
import { LastAdjustment } from "./adjustment.ts";
import { Attempts, type AttemptsPorts } from "./attempts.ts";
import { bringBack } from "./bring-back.ts";
import { NoSuchTimer } from "./carry-out.ts";
import { Discards, type HeldTimer } from "./discards.ts";
import { type CheckedTimer, fetchFirst } from "./guard.ts";
import type { MirrorSync } from "../mirror/mirror-sync.ts";
import { Conflicts } from "./conflicts.ts";
import type { MirrorState } from "../mirror/reducer.ts";
import { timersOf, toProject } from "../mirror/view.ts";

export type Verb = TimerCommand | Extract<Command, { kind: "undo" | "answer-question" | "log-and-start" }>;

export interface VerbsPorts extends AttemptsPorts {
  readonly clock: Clock;
  readonly mirror: Pick<MirrorSync, "run" | "fetchTimer" | "state">;
  /** Carries out a Log of `timer` by calling `run`. */
  readonly log: (
    command: Extract<TimerCommand, { kind: "log" }>,
    timer: NokoTimer,
    run: () => Promise<unknown>,
  ) => Promise<void>;
}

/** How a command came about. */
interface Occasion {
  readonly decidedAt: number;
  /** What follows when it had to wait for an answer first. */
  readonly next: TimerCommand | null;
  readonly isUndo: boolean;
  /** What a program finds changed it is answered itself: nobody asked a person, and no question of theirs is taken away. */
  readonly origin: Origin;
}

const done: CommandResult = { kind: "done" };
const asked: CommandResult = { kind: "asked" };

export class Verbs {
  readonly #ports: VerbsPorts;
  readonly #attempts: Attempts;
  readonly #discards: Discards;
  readonly #questions = new Conflicts();
  readonly #adjustment = new LastAdjustment();

  constructor(ports: VerbsPorts) {
    this.#ports = ports;
    this.#attempts = new Attempts(ports);
    this.#discards = new Discards({
      clock: ports.clock,
      mirror: ports.mirror,
      onChange: ports.onChange,
      onChangedElsewhere: (projectId) => this.#discardChangedElsewhere(projectId),
      onFailure: (projectId, error) => void this.#attempts.fail({ kind: "discard", projectId }, error),
    });
  }

  /** What surfaces show of all this, with the mirror's timers but for those that are about to be deleted. */
  view(): Pick<Snapshot, "timers" | "pending" | "undo" | "question"> {
    return {
      timers: this.#shownTimers(),
      pending: this.#attempts.pending(),
      undo: this.#undoOffer(),
      question: this.#questions.shown(),
    };
  }

  /** To be called with every new state of the mirror, before it is shown. */
  noteMirror(state: MirrorState): void {
    this.#discards.noteMirror(state);
    this.#adjustment.noteMirror(state);
  }

  dispatch(verb: Verb, origin: Origin = "person"): Promise<CommandResult> {
    switch (verb.kind) {
      case "undo":
        return this.#undo(origin);
      case "answer-question":
        return this.#answer(verb.goAhead);
      case "log-and-start":
        this.#questions.forget();
        return this.#attempts.once(`log-and-start ${verb.projectId}`, () => this.#logAndStart(verb.projectId));
      default:
        if (origin === "person") this.#questions.forget();
        return this.#carryOut(verb, { origin });
    }
  }

  /** A discard that is still held is not carried out: its timer stays in the account, paused. */
  stop(): void {
    this.#discards.stop();
  }

  #carryOut(command: TimerCommand, occasion: Partial<Occasion> = {}): Promise<CommandResult> {
    const whole = {
      decidedAt: this.#ports.clock.monotonicNow(),
      next: null,
      isUndo: false,
      origin: "person" as const,
      ...occasion,
    };
    return this.#attempts.once(`${whole.isUndo ? "undo" : "do"} ${nameOf(command)}`, () =>
      this.#attempts.attempt(command, () => this.#send(command, whole)),
    );
  }

  async #send(command: TimerCommand, occasion: Occasion): Promise<CommandResult> {
    const { mirror, log } = this.#ports;
    const { projectId } = command;
    switch (command.kind) {
      case "start":
        if (!(await this.#madeRoom(projectId))) return asked;
        await mirror.run(command);
        break;
      case "describe": {
        const beginsOne = command.expected === undefined && this.#shownTimer(projectId) === null;
        const mayGoAhead = beginsOne
          ? await this.#madeRoom(projectId)
          : (await this.#checked(command, occasion)) !== null;
        if (!mayGoAhead) return asked;
        await mirror.run(command);
        break;
      }
      case "pause":
        if (this.#discards.holds(projectId)) throw noSuchTimer();
        await mirror.run(command);
        break;
      case "log": {
        const now = await this.#checked(command, occasion);
        if (now === null) return asked;
        await log(command, now.timer, () => mirror.run(command));
        break;
      }
      case "adjust": {
        const before = await this.#checked(command, occasion);
        if (before === null) return asked;
        await this.#adjustment.make(command, before, occasion.isUndo, mirror);
        return done;
      }
      case "discard": {
        if (this.#discards.holds(projectId)) return done;
        const now = await this.#checked(command, occasion);
        if (now === null) return asked;
        await this.#discards.begin(now.timer);
        break;
      }
      default:
        return assertNever(command, "command");
    }
    this.#adjustment.forget();
    return done;
  }

  /** Surfaces show no timer any more where one is held, so what begins there is a new one. False: they are asked. */
  async #madeRoom(projectId: number): Promise<boolean> {
    return !this.#discards.holds(projectId) || (await this.#discards.finish(projectId)) !== "kept";
  }

  /** Null where the timer is not as the person saw it: then they are asked. */
  async #checked(command: GuardedCommand, occasion: Occasion): Promise<CheckedTimer | null> {
    const { decidedAt, next, origin } = occasion;
    const { projectId } = command;
    const shown = this.#shownTimer(projectId);
    // What the mirror shows is what the person saw, where nothing better is known.
    const expected = command.expected ?? (shown === null ? null : expectedTimer(shown, decidedAt));
    if (expected === null || this.#discards.holds(projectId)) throw noSuchTimer();
    const checked = await fetchFirst(command, expected, decidedAt, this.#ports.mirror);
    if (checked === null && origin === "person") this.#ask(command, next);
    return checked;
  }

  #ask(command: GuardedCommand, next: TimerCommand | null): void {
    this.#questions.ask(command, this.#shownTimer(command.projectId), next, this.#ports.clock.monotonicNow());
  }

  /** A timer that could not be logged keeps running: nothing is started. */
  async #logAndStart(projectId: number): Promise<CommandResult> {
    const start: TimerCommand = { kind: "start", projectId };
    const running = runningTimer({ timers: this.#shownTimers() });
    if (running !== undefined) {
      const logged = await this.#carryOut({ kind: "log", projectId: running.projectId }, { next: start });
      if (logged.kind !== "done") return logged;
    }
    return this.#carryOut(start);
  }

  async #answer(goAhead: boolean): Promise<CommandResult> {
    const answered = this.#questions.answer(goAhead, this.#ports.clock.monotonicNow());
    this.#ports.onChange();
    if (answered === null) return done;
    if (answered.kind === "impossible") return this.#attempts.fail(answered.command, noSuchTimer());
    const { next } = answered;
    if (answered.kind === "carry-out") {
      const result = await this.#carryOut(answered.command, { next });
      if (result.kind !== "done") return result;
    }
    return next === null ? done : this.#carryOut(next);
  }

  async #undo(origin: Origin): Promise<CommandResult> {
    const held = this.#discards.release();
    if (held !== null) return this.#undoDiscard(held);
    const adjustment = this.#adjustment.get();
    if (adjustment === null) return done;
    const { timer, seconds } = adjustment;
    return this.#carryOut({ kind: "adjust", projectId: timer.project.id, seconds: -seconds }, { isUndo: true, origin });
  }

  async #undoDiscard(held: HeldTimer): Promise<CommandResult> {
    const { mirror } = this.#ports;
    // Where another timer runs by now, a start would pause that one: then this one comes back paused.
    if (held.pausedAt === null || runningTimer({ timers: timersOf(mirror.state()) }) !== undefined) return done;
    return this.#attempts.attempt({ kind: "start", projectId: held.resource.project.id }, async () => {
      await bringBack(held, mirror);
      return done;
    });
  }

  #discardChangedElsewhere(projectId: number): void {
    // A question that a person is reading stays; the timer is shown again in any case.
    if (this.#questions.shown() === null) this.#ask({ kind: "discard", projectId }, null);
  }

  #shownTimers(): readonly Timer[] {
    return timersOf(this.#ports.mirror.state()).filter((timer) => !this.#discards.hides(timer));
  }

  #shownTimer(projectId: number): Timer | null {
    return this.#shownTimers().find((timer) => timer.projectId === projectId) ?? null;
  }

  #undoOffer(): UndoOffer | null {
    const held = this.#discards.offered();
    if (held !== null) {
      const { resource, endsAt } = held;
      return { kind: "discard", project: toProject(resource.project), seconds: resource.seconds, endsAt };
    }
    const adjustment = this.#adjustment.get();
    if (adjustment === null) return null;
    const { timer, seconds } = adjustment;
    return { kind: "adjust", project: toProject(timer.project), seconds, endsAt: null };
  }
}

/** Two verbs of one name are one click and the next: what the later one would do is what the earlier one does. */
function nameOf(command: TimerCommand): string {
  const { kind, projectId } = command;
  switch (kind) {
    case "pause":
    case "discard":
      return `${kind} ${projectId}`;
    case "log": {
      const { minutes = null, entryDate = null, description = null } = command;
      return `${kind} ${projectId} ${JSON.stringify([minutes, entryDate, description])}`;
    }
    case "start":
    case "describe":
      return `${kind} ${projectId} ${JSON.stringify(command.description ?? null)}`;
    case "adjust":
      return `${kind} ${projectId} ${command.seconds}`;
    default:
      return assertNever(kind, "command");
  }
}

function noSuchTimer(): NoSuchTimer {
  return new NoSuchTimer("There is no timer of that project");
}
