/**
 * What becomes of the running timer when the computer is left: nobody uses it, its screen is locked, it sleeps, it is
 * shut down. All of these are reasons of one absence, which begins with the last input before the first of them.
 *
 *   (nothing) ──left──► left ──back──► returning ──the account has answered──► paused, open or (nothing)
 *                        ▲                                                          │
 *                        └────────────── left again before an answer ◄──── open ────┤
 *                                                                                   ▼
 *                                                      answered, or taken care of elsewhere: (nothing)
 *
 * Every state but `paused` is in the journal before anything is sent, so that neither a lost network nor a lost
 * power supply loses the instant. Nothing is taken off a timer unless the person says so, and never on what was
 * known before they left: the account is asked first.
 */
import type { Command, TimerCommand } from "../contract/command.ts";
import type { CommandResult } from "../contract/requests.ts";
import type { AbsenceReason } from "../contract/absence-reasons.ts";
import type { AbsenceRules } from "../contract/settings.ts";
import type { ShownAbsence } from "../contract/snapshot.ts";
import { assertNever } from "../model/assert-never.ts";
import { type Instant, instantNow } from "../model/instant.ts";
import type { MirrorSync } from "../mirror/mirror-sync.ts";
import type { MirroredTimer, MirrorState } from "../mirror/reducer.ts";
import type { Clock, Logger } from "../platform/ports.ts";
import { type Absence, absenceFrom, isStillOpen, type Verdict } from "./absence.ts";
import type { AbsenceJournal } from "./absence-journal.ts";
import { type AbsenceState, entryOf, noAbsence, stateAfter } from "./absence-state.ts";
import { removeTime } from "./answer-absence.ts";
import { checkReturn } from "./check-return.ts";
import { instantBefore } from "./idle/idle-source.ts";
import { noticedAfter } from "./idle/input-monitor.ts";
import { othersOf } from "./other-timers.ts";
import { RunningNote } from "./running-note.ts";
import { SeenHere } from "./seen-here.ts";
import { shownAbsence } from "./shown-absence.ts";
import { heardNow } from "./timer-heard.ts";

export interface AbsencePorts {
  readonly clock: Clock;
  readonly logger: Logger;
  readonly journal: AbsenceJournal;
  readonly rules: () => AbsenceRules;
  /** When this computer was started, epoch milliseconds. */
  readonly bootedAt: () => number;
  /** How long ago a key or the pointer was used here, in seconds; null where the desktop does not say. */
  readonly secondsSinceInput: () => number | null;
  /** The account's clock minus ours in milliseconds; null while unknown. */
  readonly clockOffset: () => number | null;
  readonly mirror: Pick<MirrorSync, "run" | "fetchTimer" | "reconcile" | "state">;
  /** As a person's verbs go: the timer is fetched first, and there is undo. */
  readonly dispatch: (command: TimerCommand) => Promise<CommandResult>;
  readonly onChange: () => void;
}

/** The computer was left at that instant, which was noticed later. `isOver`: the user is back from it already. */
export interface LeftAsOf {
  readonly at: Instant;
  readonly isOver: boolean;
}

const done: CommandResult = { kind: "done" };

export class AbsenceMonitor {
  readonly #ports: AbsencePorts;
  readonly #note: RunningNote;
  readonly #seenHere: SeenHere;
  #state: AbsenceState = noAbsence;
  /** The pause that is on its way; it never rejects. */
  #pausing: Promise<void> = Promise.resolve();
  #looking = false;
  #answering = false;
  /** The account has told all its timers since the start. */
  #isListKnown = false;
  /** Until when absences are taken care of, on the monotonic clock: what is told of later on is no other one. */
  #handledUntil = Number.NEGATIVE_INFINITY;
  #stopped = false;

  constructor(ports: AbsencePorts) {
    this.#ports = ports;
    this.#seenHere = new SeenHere(ports.clock);
    this.#note = new RunningNote({
      ...ports,
      running: () => this.#judged(),
      others: (timer) => othersOf(this.#timers().values(), timer.resource.id),
    });
  }

  view(): ShownAbsence | null {
    return shownAbsence(this.#state, (projectId) => this.#timers().get(projectId));
  }

  /** Takes up what was left open when the app ended. */
  start(): void {
    const { journal, clock, bootedAt, rules } = this.#ports;
    this.#seenHere.start();
    this.#enter(stateAfter(journal.read(), { bootedAt: bootedAt(), now: instantNow(clock), rules: rules() }));
  }

  /**
   * The computer is being left, or was as of another instant. Resolves when what can be done is done: a pause has been
   * answered, or has failed. Never rejects.
   */
  leave(reason: AbsenceReason, asOf: LeftAsOf | null = null): Promise<void> {
    const rule = this.#ports.rules()[reason];
    if (this.#stopped || rule === "keep") return this.#pausing;
    if (asOf !== null && asOf.at.monotonic < this.#handledUntil) return this.#pausing;
    const isOver = asOf?.isOver ?? false;
    const state = this.#state;
    if (state.kind === "left" || state.kind === "returning") this.#leftFurther(state, reason, rule === "pause");
    else this.#left(reason, rule === "pause", asOf);
    if (rule === "pause" && !isOver && this.#state.kind === "left") this.#pause(this.#state.absence);
    return this.#pausing;
  }

  /** The person is back from this; `null`: they are at the computer, so from everything. */
  back(reason: AbsenceReason | null): void {
    if (reason === null || reason === "lock") this.#seenHere.present();
    const state = this.#state;
    if (state.kind !== "left") return;
    const reasons = new Set(state.reasons);
    if (reason === null) reasons.clear();
    else reasons.delete(reason);
    if (reasons.size > 0) return this.#enter({ ...state, reasons });
    const backAt = instantNow(this.#ports.clock);
    this.#handledUntil = backAt.monotonic;
    this.#enter({ kind: "returning", absence: state.absence, backAt });
    void this.#lookBack();
  }

  /** The mirror was just compared with the whole list. */
  listRead(): void {
    this.#seenHere.noteRunning(this.#running()?.resource.id ?? null);
    this.#isListKnown = true;
    if (this.#state.kind === "returning") void this.#lookBack();
    if (this.#state.kind === "open" && !this.#state.known) this.#enter({ ...this.#state, known: true });
    this.noteMirror();
  }

  /** To be called with every change of the mirror, before it is shown. */
  noteMirror(): void {
    if (this.#isListKnown) this.#seenHere.noteRunning(this.#running()?.resource.id ?? null);
    const state = this.#state;
    if (state.kind === "paused" || (state.kind === "open" && state.known && !this.#answering)) {
      const { clock, clockOffset } = this.#ports;
      const timer = heardNow(this.#timerOf(state.absence.projectId), clock, clockOffset());
      const stands =
        state.kind === "paused"
          ? timer?.id === state.absence.timerId && timer.state === "paused"
          : isStillOpen(state.absence, state.seconds, timer);
      if (!stands) this.#enter(noAbsence);
    }
    this.#keepNote();
  }

  /** A program gives a command while nobody is here: what it changes was changed by nobody at another device. */
  async byProgram<Result>(command: () => Promise<Result>): Promise<Result> {
    const before = this.#state;
    const isUnchanged = before.kind === "left" && this.#othersOf(before.absence) === before.absence.others;
    const result = await command();
    const state = this.#state;
    if (isUnchanged && state.kind === "left") {
      this.#enter({ ...state, absence: { ...state.absence, others: this.#othersOf(state.absence) } });
    }
    return result;
  }

  /** To be called when the rules changed. */
  rulesChanged(): void {
    this.#keepNote();
  }

  async answer({ from, answer }: Extract<Command, { kind: "answer-absence" }>): Promise<CommandResult> {
    const state = this.#state;
    if (state.kind !== "open" && state.kind !== "paused") return done;
    if (state.absence.from !== from || this.#answering) return done;
    if (answer === "keep" || state.kind === "paused") {
      this.#enter(noAbsence);
      this.#ports.onChange();
      return done;
    }
    this.#answering = true;
    try {
      const { projectId } = state.absence;
      const andPause = answer === "remove-and-pause" && this.#timerOf(projectId)?.state === "running";
      const result = await removeTime({ projectId, seconds: state.seconds, andPause }, this.#ports.dispatch);
      // One that asks goes on as a question of its own; after a failure this one stays.
      if (result.kind !== "failed") this.#enter(noAbsence);
      return result;
    } finally {
      this.#answering = false;
      this.noteMirror();
      this.#ports.onChange();
    }
  }

  /**
   * `by-person`: somebody ended the app, and knows what runs. `by-system`: it was told to end, and the computer may be
   * about to as well.
   */
  stop(ended: "by-person" | "by-system"): void {
    if (this.#stopped) return;
    this.#note.stop();
    if (entryOf(this.#state) === null) {
      if (ended === "by-system") this.#note.write();
      else this.#ports.journal.clear();
    }
    this.#stopped = true;
  }

  /** The account is left for good. */
  forget(): void {
    this.stop("by-person");
    this.#ports.journal.clear();
  }

  #left(reason: AbsenceReason, meantToPause: boolean, asOf: LeftAsOf | null): void {
    const { clock, logger, clockOffset } = this.#ports;
    const now = instantNow(clock);
    const running = this.#judged(asOf);
    if (running === undefined) return;
    const leftAt = asOf?.isOver === true ? asOf.at : this.#lastUse(now, asOf?.at ?? null);
    const absence = absenceFrom({
      leftAt,
      running,
      reason,
      meantToPause,
      clockOffset: clockOffset(),
      others: othersOf(this.#timers().values(), running.resource.id),
      ...(reason === "idle" && { noticedAfter: (now.monotonic - leftAt.monotonic) / 1000 }),
    });
    const state = this.#state;
    const isUnanswered = state.kind === "open" && state.absence.timerId === absence.timerId;
    const before = isUnanswered ? { from: state.absence.from, secondsBefore: state.seconds } : {};
    this.#enter({ kind: "left", reasons: new Set([reason]), absence: { ...absence, ...before } });
    logger.info("The computer is left while a timer runs", { reason, meantToPause });
    this.#ports.onChange();
  }

  /** A screen that locks itself does so minutes after the user has gone. `inputAt`: null where it is to be asked for. */
  #lastUse(now: Instant, inputAt: Instant | null): Instant {
    const unused = inputAt === null ? (this.#ports.secondsSinceInput() ?? 0) * 1000 : now.monotonic - inputAt.monotonic;
    if (unused <= noticedAfter) return now;
    return instantBefore(now, Math.min(unused, now.monotonic - this.#seenHere.lastPresentAt()));
  }

  /** Locked, and now it goes to sleep: still the same absence, which began when it began. */
  #leftFurther(
    state: Extract<AbsenceState, { kind: "left" | "returning" }>,
    reason: AbsenceReason,
    meantToPause: boolean,
  ): void {
    this.#enter({
      kind: "left",
      reasons: new Set([...(state.kind === "left" ? state.reasons : []), reason]),
      absence: { ...state.absence, meantToPause: state.absence.meantToPause || meantToPause },
    });
  }

  #pause({ projectId }: Absence): void {
    const { mirror, logger } = this.#ports;
    if (this.#timerOf(projectId)?.state !== "running") return;
    this.#pausing = mirror.run({ kind: "pause", projectId }).then(
      () => logger.info("The running timer was paused, since the computer is left"),
      () => logger.warn("The running timer could not be paused in time"),
    );
  }

  async #lookBack(): Promise<void> {
    const { logger } = this.#ports;
    if (this.#looking) return;
    this.#looking = true;
    try {
      await this.#pausing;
      const state = this.#state;
      if (state.kind !== "returning" || this.#stopped) return;
      const verdict = await checkReturn(this.#ports, state.absence, state.backAt);
      if (this.#state !== state || this.#isStopped()) return;
      logger.info("The computer is used again", { reason: state.absence.reason, verdict: verdict.kind });
      this.#conclude(state.absence, verdict);
    } catch {
      // The account can't be asked yet: the next whole list that it answers is the next occasion.
    } finally {
      this.#looking = false;
    }
  }

  #conclude(absence: Absence, verdict: Verdict): void {
    switch (verdict.kind) {
      case "over":
        this.#enter(noAbsence);
        break;
      case "paused":
        this.#enter({ kind: "paused", absence });
        break;
      case "ran-on":
        this.#enter({ kind: "open", absence, seconds: verdict.seconds, known: true });
        break;
      default:
        assertNever(verdict, "verdict");
    }
    this.#ports.onChange();
  }

  #enter(state: AbsenceState): void {
    this.#state = state;
    const entry = entryOf(state);
    if (entry === null) this.#ports.journal.clear();
    else this.#ports.journal.write(entry);
    this.#keepNote();
  }

  #keepNote(): void {
    if (!this.#stopped) this.#note.keepUp(entryOf(this.#state) === null);
  }

  #isStopped(): boolean {
    return this.#stopped;
  }

  #running(): MirroredTimer | undefined {
    return [...this.#timers().values()].find(({ state }) => state === "running");
  }

  /** The running timer, if it was worked on here. */
  #judged(asOf: LeftAsOf | null = null): MirroredTimer | undefined {
    const running = this.#running();
    return running !== undefined && this.#seenHere.hasWorkedOn(running.resource.id, this.#inputBefore(asOf))
      ? running
      : undefined;
  }

  /** The last input before the computer was left, on the monotonic clock. */
  #inputBefore(asOf: LeftAsOf | null): number {
    if (asOf !== null && !asOf.isOver) return asOf.at.monotonic;
    const seconds = this.#ports.secondsSinceInput();
    if (seconds === null) return Number.NEGATIVE_INFINITY;
    const input = this.#ports.clock.monotonicNow() - seconds * 1000;
    // Input after a sleep that nobody announced says nothing about the time before it.
    return asOf === null || input <= asOf.at.monotonic ? input : Number.NEGATIVE_INFINITY;
  }

  #othersOf({ timerId }: Absence): string {
    return othersOf(this.#timers().values(), timerId);
  }

  #timerOf(projectId: number): MirroredTimer | undefined {
    return this.#timers().get(projectId);
  }

  #timers(): MirrorState["timers"] {
    return this.#ports.mirror.state().timers;
  }
}
