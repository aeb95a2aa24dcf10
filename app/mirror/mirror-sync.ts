/**
 * Keeps the mirror right: applies every answer through the reducer, asks for the whole list at the right
 * moments, tries again after failures, and watches for changes that no broadcast announced.
 */
import { type BackOff, backOff } from "../platform/back-off.ts";
import type { TimerCommand } from "../contract/command.ts";
import type { Answer, NokoApi } from "../noko/api.ts";
import type { Problem } from "../contract/problem.ts";
import type { NokoTimer } from "../noko/resources.ts";
import type { CancelTimeout, Clock, Random } from "../platform/ports.ts";
import { carryOut } from "../commands/carry-out.ts";
import { createMissDetector, type MissDetector } from "./miss-detector.ts";
import { emptyMirror, type MirrorChange, type MirrorEvent, type MirrorState, reduceMirror } from "./reducer.ts";
import { createRefresher, type Refresher } from "./refresher.ts";

const retries: BackOff = { first: 2_000, longest: 30_000, shortest: 500 };

export interface MirrorSyncPorts {
  readonly clock: Clock;
  readonly random: Random;
  readonly api: NokoApi;
  /** Ends what is being read; verbs go on. */
  readonly signal: AbortSignal;
  /** The mirror looks different now. */
  readonly onChange: (state: MirrorState) => void;
  /** The account answered; `wholeList` when the mirror was just compared with everything there is. */
  readonly onAnswer: (wholeList: boolean) => void;
  readonly onFailure: (failure: Problem) => void;
  /** The number of missed broadcasts or the verdict on them changed. */
  readonly onMisses: (misses: number, degraded: boolean) => void;
}

export interface MirrorSync {
  state(): MirrorState;
  /** A genuine broadcast named this URL, which is within the API. */
  broadcast(subjectUrl: string): void;
  /** Compares with the whole list now. */
  reconcile(): Promise<void>;
  /** Compares again so long after the last time, in milliseconds, unless something asks earlier. */
  setInterval(milliseconds: number): void;
  /** Whether broadcasts should be arriving: only then can one be missing. */
  setCovered(covered: boolean): void;
  /** Broadcasts may just have been lost for a known reason, such as a sleep: what the next list shows is no miss. */
  noteGap(): void;
  /** Broadcasts take another way from now on: what was missed by the one before counts no more. */
  noteNewWay(): void;
  /** Sends a verb, and answers what it did to the mirror. Throws `NoSuchTimer` or `ApiError`. */
  run(command: TimerCommand): Promise<MirrorEvent>;
  /** Asks for one project's timer now, ahead of everything that no person waits for. Throws `ApiError`. */
  fetchTimer(projectId: number): Promise<Answer<NokoTimer | null>>;
  stop(): void;
}

export function createMirrorSync(ports: MirrorSyncPorts): MirrorSync {
  return new OneMirrorSync(ports);
}

class OneMirrorSync implements MirrorSync {
  readonly #ports: MirrorSyncPorts;
  readonly #refresher: Refresher;
  readonly #misses: MissDetector;
  #state = emptyMirror;
  #interval = 30_000;
  #failures = 0;
  #lastListAt: number;
  #cancelNext: CancelTimeout | null = null;
  /** Broadcasts should be arriving, and a whole list was asked for and read since that is so. */
  #coverage: "none" | "new" | "settled" = "none";
  #coveredSince = 0;
  #stopped = false;

  constructor(ports: MirrorSyncPorts) {
    this.#ports = ports;
    this.#lastListAt = ports.clock.monotonicNow();
    this.#misses = createMissDetector(ports.clock, () => {
      ports.onMisses(this.#misses.misses(), this.#misses.degraded());
    });
    this.#refresher = createRefresher({
      clock: ports.clock,
      fetchTimer: (url) => ports.api.getTimer(url, { priority: "changed-timer", signal: ports.signal }),
      fetchList: () => ports.api.listTimers({}, { priority: "reconcile", signal: ports.signal }),
      onTimer: (url, answer) => {
        const { value: timer, sequence } = answer;
        if (timer === null) this.#vanished(url, sequence);
        else this.#apply({ kind: "timer", timer, sequence, exchanged: answer, provenance: "push" });
        this.#ports.onAnswer(false);
      },
      onList: (answer) => {
        const timers = answer.value.map((timer, index) => ({ timer, exchanged: answer.pageOf(index) }));
        const { sequence, leftOut, requestedAt } = answer;
        this.#listRead({ kind: "list", timers, sequence, leftOut }, requestedAt);
      },
      onFailure: (failure) => this.#failed(failure),
    });
  }

  state(): MirrorState {
    return this.#state;
  }

  broadcast(subjectUrl: string): void {
    this.#misses.noteBroadcast(subjectUrl);
    this.#refresher.changed(subjectUrl);
  }

  reconcile(): Promise<void> {
    return this.#refresher.reconcile();
  }

  setInterval(milliseconds: number): void {
    if (this.#interval === milliseconds) return;
    this.#interval = milliseconds;
    if (this.#failures === 0) this.#scheduleNext();
  }

  setCovered(covered: boolean): void {
    if (!covered) this.#coverage = "none";
    else if (this.#coverage === "none") this.#beginCoverage();
  }

  noteGap(): void {
    this.#misses.noteGap();
    if (this.#coverage !== "none") this.#beginCoverage();
  }

  noteNewWay(): void {
    this.#coverage = "none";
    this.#misses.noteNewWay();
  }

  async run(command: TimerCommand): Promise<MirrorEvent> {
    const running = [...this.#state.timers.values()].find((timer) => timer.state === "running");
    const touched = [this.#state.timers.get(command.projectId), running];
    const noteOwn = (): void => touched.forEach((timer) => timer && this.#misses.noteOwnAction(timer.resource.url));
    noteOwn();
    const event = await carryOut(command, this.#state, this.#ports.api, { priority: "user-action" });
    if (this.#stopped) return event;
    noteOwn();
    if (event.kind === "timer") this.#misses.noteOwnAction(event.timer.url);
    this.#apply(event);
    this.#ports.onAnswer(false);
    // The answer to a start does not tell what became of the timer that ran before: ask.
    if (command.kind === "start" && running !== undefined && running.resource.project.id !== command.projectId) {
      this.#refresher.changed(running.resource.url);
    }
    return event;
  }

  async fetchTimer(projectId: number): Promise<Answer<NokoTimer | null>> {
    const { api } = this.#ports;
    const options = { priority: "user-action" } as const;
    const known = this.#state.timers.get(projectId)?.resource;
    const answer = await (known === undefined
      ? api.getTimerOfProject(projectId, options)
      : api.getTimer(known.url, options));
    if (this.#stopped) return answer;
    const { value: timer, sequence } = answer;
    const before = this.#state;
    const change = this.#apply(
      timer === null
        ? { kind: "gone", projectId, sequence }
        : { kind: "timer", timer, sequence, exchanged: answer, provenance: "reconcile" },
    );
    const found = urlsOf(change.changedTimers, before, change.state);
    // A broadcast must still announce it, or it was missed. That nothing was found says nothing of the other timers.
    if (this.#coverage === "settled" && found.length > 0) this.#misses.noteFound(found);
    this.#ports.onAnswer(false);
    return answer;
  }

  stop(): void {
    this.#stopped = true;
    this.#cancelNext?.();
    this.#refresher.stop();
    this.#misses.stop();
  }

  #apply(event: MirrorEvent): MirrorChange {
    const change = reduceMirror(this.#state, event);
    this.#state = change.state;
    if (change.changedProjects.length > 0) this.#ports.onChange(this.#state);
    return change;
  }

  #beginCoverage(): void {
    this.#coverage = "new";
    this.#coveredSince = this.#ports.clock.monotonicNow();
  }

  #listRead(event: Extract<MirrorEvent, { kind: "list" }>, requestedAt: number): void {
    const before = this.#state;
    const change = this.#apply(event);
    if (this.#coverage === "settled") this.#misses.noteFound(urlsOf(change.changedTimers, before, change.state));
    if (this.#coverage === "new" && requestedAt >= this.#coveredSince) this.#coverage = "settled";
    this.#failures = 0;
    this.#lastListAt = this.#ports.clock.monotonicNow();
    this.#scheduleNext();
    this.#ports.onAnswer(true);
  }

  /** A subject that answers 404 is no timer any more; what else that changed is in the whole list. */
  #vanished(url: string, sequence: number): void {
    for (const [projectId, timer] of this.#state.timers) {
      if (timer.resource.url === url) this.#apply({ kind: "gone", projectId, sequence });
    }
    void this.#refresher.reconcile();
  }

  #failed(failure: Problem): void {
    this.#failures += 1;
    this.#scheduleNext();
    this.#ports.onFailure(failure);
  }

  #scheduleNext(): void {
    this.#cancelNext?.();
    if (this.#stopped) return;
    const wait = this.#failures > 0 ? backOff(retries, this.#failures, this.#ports.random) : this.#sinceLastList();
    this.#cancelNext = this.#ports.clock.setTimeout(() => void this.#refresher.reconcile(), wait);
  }

  #sinceLastList(): number {
    return Math.max(0, this.#lastListAt + this.#interval - this.#ports.clock.monotonicNow());
  }
}

function urlsOf(projectIds: readonly number[], before: MirrorState, after: MirrorState): readonly string[] {
  return projectIds.flatMap((id) => (after.timers.get(id) ?? before.timers.get(id))?.resource.url ?? []);
}
