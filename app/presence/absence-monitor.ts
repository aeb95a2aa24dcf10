/**
 * What becomes of the running timer when the computer is left: it sleeps, its screen is locked, it is shut down.
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
import { elapsedSeconds } from "../model/elapsed.ts";
import { type Instant, instantNow } from "../model/instant.ts";
import { middleOf } from "../mirror/exchange-middle.ts";
import type { MirrorSync } from "../mirror/mirror-sync.ts";
import type { MirroredTimer, MirrorState } from "../mirror/reducer.ts";
import { toProject } from "../mirror/view.ts";
import type { Clock, Logger } from "../platform/ports.ts";
import { type Absence, absenceFrom, isStillOpen, judgeAbsence, type TimerHeard, type Verdict } from "./absence.ts";
import type { AbsenceJournal } from "./absence-journal.ts";
import { type AbsenceState, entryOf, noAbsence, stateAfter } from "./absence-state.ts";
import { RunningNote } from "./running-note.ts";
import { SeenHere } from "./seen-here.ts";

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
  readonly mirror: Pick<MirrorSync, "run" | "fetchTimer" | "state">;
  /** The way of a person's verbs: with a look first, and with undo. */
  readonly dispatch: (command: TimerCommand) => Promise<CommandResult>;
  readonly onChange: () => void;
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
    this.#seenHere = new SeenHere(ports);
    this.#note = new RunningNote({ ...ports, running: () => this.#judged() });
  }

  view(): ShownAbsence | null {
    const state = this.#state;
    if (state.kind !== "paused" && !(state.kind === "open" && state.known)) return null;
    const { projectId, reason, from, meantToPause } = state.absence;
    const timer = this.#timerOf(projectId);
    if (timer === undefined) return null;
    const what =
      state.kind === "paused"
        ? ({ kind: "paused", seconds: 0 } as const)
        : ({ kind: "ran-on", seconds: state.seconds } as const);
    return { ...what, project: toProject(timer.resource.project), reason, from, meantToPause };
  }

  /** Takes up what was left open when the app ended. */
  start(): void {
    const { journal, clock, bootedAt, rules } = this.#ports;
    this.#seenHere.start();
    this.#enter(stateAfter(journal.read(), { bootedAt: bootedAt(), now: instantNow(clock), rules: rules() }));
  }

  /**
   * The computer is being left. With `noticedLate`, that was then and is over. Resolves when what can be done is
   * done: a pause has been answered, or has failed. Never rejects.
   */
  leave(reason: AbsenceReason, noticedLate: Instant | null = null): Promise<void> {
    const rule = this.#ports.rules()[reason];
    if (this.#stopped || rule === "keep") return this.#pausing;
    if (noticedLate !== null && noticedLate.monotonic < this.#handledUntil) return this.#pausing;
    const state = this.#state;
    if (state.kind === "left" || state.kind === "returning") this.#leftFurther(state, reason, rule === "pause");
    else this.#left(reason, rule === "pause", noticedLate);
    if (rule === "pause" && noticedLate === null && this.#state.kind === "left") this.#pause(this.#state.absence);
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
      const timer = this.#heard(this.#timerOf(state.absence.projectId));
      const stands =
        state.kind === "paused"
          ? timer?.id === state.absence.timerId && timer.state === "paused"
          : isStillOpen(state.absence, state.seconds, timer);
      if (!stands) this.#enter(noAbsence);
    }
    this.#keepNote();
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
      const result = await this.#remove(state.absence.projectId, state.seconds, answer === "remove-and-pause");
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

  #left(reason: AbsenceReason, meantToPause: boolean, noticedLate: Instant | null): void {
    const { clock, logger, clockOffset } = this.#ports;
    const running = this.#judged(noticedLate);
    if (running === undefined) return;
    const leftAt = noticedLate ?? instantNow(clock);
    const absence = absenceFrom(leftAt, running, reason, meantToPause, clockOffset());
    const state = this.#state;
    const isUnanswered = state.kind === "open" && state.absence.timerId === absence.timerId;
    const before = isUnanswered ? { from: state.absence.from, secondsBefore: state.seconds } : {};
    this.#enter({ kind: "left", reasons: new Set([reason]), absence: { ...absence, ...before } });
    logger.info("The computer is left while a timer runs", { reason, meantToPause });
    this.#ports.onChange();
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
    const { mirror, clock, logger, clockOffset } = this.#ports;
    if (this.#looking) return;
    this.#looking = true;
    try {
      await this.#pausing;
      const state = this.#state;
      if (state.kind !== "returning" || this.#stopped) return;
      const { value, ...exchanged } = await mirror.fetchTimer(state.absence.projectId);
      if (this.#state !== state || this.#isStopped()) return;
      const answeredAt = middleOf(exchanged);
      const heardAt = clock.wallNow() - (clock.monotonicNow() - answeredAt);
      const timer = value === null ? null : heard(value, heardAt, clockOffset());
      const sinceBack = Math.max(0, (answeredAt - state.backAt.monotonic) / 1000);
      const verdict = judgeAbsence(state.absence, timer, sinceBack);
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

  /** Paused first, so that what is left is what was seen. */
  async #remove(projectId: number, seconds: number, andPause: boolean): Promise<CommandResult> {
    const { dispatch } = this.#ports;
    if (andPause && this.#timerOf(projectId)?.state === "running") {
      const paused = await dispatch({ kind: "pause", projectId });
      if (paused.kind !== "done") return paused;
    }
    return dispatch({ kind: "adjust", projectId, seconds: -seconds });
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

  /** The running timer, if somebody has worked on it here. */
  #judged(leftAt: Instant | null = null): MirroredTimer | undefined {
    const running = this.#running();
    return running !== undefined && this.#seenHere.hasWorkedOn(running.resource.id, leftAt) ? running : undefined;
  }

  #timerOf(projectId: number): MirroredTimer | undefined {
    return this.#timers().get(projectId);
  }

  #timers(): MirrorState["timers"] {
    return this.#ports.mirror.state().timers;
  }

  #heard(timer: MirroredTimer | undefined): TimerHeard | null {
    if (timer === undefined) return null;
    const { clock, clockOffset } = this.#ports;
    const seconds = elapsedSeconds(timer, clock.monotonicNow());
    return heard({ id: timer.resource.id, state: timer.state, seconds }, clock.wallNow(), clockOffset());
  }
}

function heard(
  { id, state, seconds }: Pick<TimerHeard, "id" | "state" | "seconds">,
  heardAt: number,
  clockOffset: number | null,
): TimerHeard {
  return { id, state, seconds, heardAt, accountHeardAt: clockOffset === null ? null : heardAt + clockOffset };
}
