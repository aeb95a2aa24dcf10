import type { CancelTimeout, Clock, Random } from "../platform/ports.ts";
import type { RequestPriority } from "./api.ts";
import { type BackOff, backOff } from "../platform/back-off.ts";
import { ApiError } from "./errors.ts";

/**
 * The API allows two requests a second and address. It counts them as they arrive, so no third one may be written within
 * this time after the first arrived. 50 ms more than a second, since clocks and timers are coarse.
 */
const WINDOW = 1_050;
/** Only a person's action may use the second slot of a window at once; everything else leaves it free. */
const BACKGROUND_SPACING = WINDOW / 2;
/** How long after it was written a request arrives at the latest, where no answer shows that it did earlier. */
const LONGEST_TRANSIT = 350;
/** How long connecting (proxy, name, TLS) may keep other requests from the background waiting. */
const CONNECTING_PATIENCE = 2_000;
/** How long a person's action waits for a quick answer to someone else before it interrupts a slow one. */
const GRACE_FOR_ANSWERS = 250;

/** A refused request does not come back before the limiter's own second is half over. */
const AFTER_REFUSALS: BackOff = { first: 1_000, longest: 30_000, shortest: 500 };

const PRIORITIES: readonly RequestPriority[] = [
  "user-action",
  "changed-timer",
  "reconcile",
  "receiver-upkeep",
  "background",
];
const PATIENCE: Readonly<Record<RequestPriority, number>> = {
  "user-action": 30_000,
  "changed-timer": 120_000,
  reconcile: 120_000,
  "receiver-upkeep": 120_000,
  background: 120_000,
};

export interface GateJob<T> {
  /** Whose request it is. One runs at a time for each owner, and owners take turns within a priority. */
  readonly owner: object;
  readonly priority: RequestPriority;
  readonly signal: AbortSignal | undefined;
  /** Goes before others of its priority: a later page, a redirect's target, a repetition. */
  readonly continues: boolean;
  /** May be broken off without harm, and then queued again by its owner. */
  readonly interruptible: boolean;
  /** Monotonic milliseconds when this was first refused by the limiter, null where it never was. */
  readonly refusedSince: number | null;
  /** Must not reject. */
  start(interrupted: AbortSignal, progress: Progress): Promise<T>;
}

/** How far a request came; what is not reported is taken to have happened at the end. */
export interface Progress {
  /** All of it was handed to a connection, which stood then. */
  written(): void;
  /** The head of the answer is here. */
  answered(): void;
}

/**
 * All requests to one API pass here, of all accounts, since the limit is per IP address. Never more than two arrive within
 * a second, and what matters more goes first. Between requests from the background lies at least half a second: so a free
 * slot is never more than 525 ms away from a person's action, however many reads are queued; a read of the same account
 * that is still running by then is interrupted for it.
 *
 * Written here and not taken from a queue library: those (p-queue among them) count starts per interval on the
 * system's timers, and know neither an injected clock, nor spacing by priority, nor a pause that ends by itself.
 *
 * ```
 * waiting ──slot free, not paused──▶ in flight ──▶ settled
 *    │  ▲                                │
 *    │  └── 429: all pause ◀─────────────┘
 *    └── cancelled, or paused for longer than its patience
 * ```
 */
export interface RateGate {
  /**
   * What `start` resolved to. Rejects with `ApiError` before the start alone: `cancelled`, or `rate-limited` where
   * pauses would cost more than 30 s (a person's action) or 2 minutes (anything else).
   */
  run<T>(job: GateJob<T>): Promise<T>;
  /** The server's limiter refused a request: all pause, for `retryAfter` milliseconds where it said so. */
  refused(retryAfter: number | null): void;
  /** Any other answer: the limiter lets us through again. */
  accepted(): void;
}

interface Waiting {
  readonly owner: object;
  readonly priority: RequestPriority;
  readonly interruptible: boolean;
  readonly queuedAt: number;
  readonly refusedSince: number | null;
  begin(interrupted: AbortSignal, progress: Progress): Promise<void>;
  giveUp(error: ApiError): void;
}

interface InFlight {
  readonly waiting: Waiting;
  readonly interruption: AbortController;
}

/** One that was started. */
interface Started {
  readonly at: number;
  /** When it has arrived for certain; null while it is not written yet. */
  arrivedBy: number | null;
}

/** The gate of each API's origin: made at its first use, and the same from then on. */
export type RateGates = (apiUrl: string) => RateGate;

export function createRateGates(ports: Parameters<typeof createRateGate>[0]): RateGates {
  const gates = new Map<string, RateGate>();
  return (apiUrl) => {
    const { origin } = new URL(apiUrl);
    const gate = gates.get(origin) ?? createRateGate(ports);
    gates.set(origin, gate);
    return gate;
  };
}

export function createRateGate({ clock, random }: { readonly clock: Clock; readonly random: Random }): RateGate {
  const queues = new Map<RequestPriority, Waiting[]>(PRIORITIES.map((priority) => [priority, []]));
  const inFlight = new Map<object, InFlight>();
  /** The last two that arrived, and all that are on their way. */
  let started: readonly Started[] = [];
  /** Rises with each start; who started longest ago is served first. */
  let turns = 0;
  const lastTurn = new WeakMap<object, number>();
  let pausedUntil = Number.NEGATIVE_INFINITY;
  let limitedSince: number | null = null;
  let refusalsInARow = 0;
  let cancelWake: CancelTimeout | null = null;

  function queueOf(priority: RequestPriority): Waiting[] {
    return queues.get(priority) ?? [];
  }

  /** Of each owner the first, who has waited longest for a turn before the others. */
  function firstOfEach(queue: readonly Waiting[]): readonly Waiting[] {
    const first = new Map<object, Waiting>();
    for (const waiting of queue) if (!first.has(waiting.owner)) first.set(waiting.owner, waiting);
    const turnOf = ({ owner }: Waiting): number => lastTurn.get(owner) ?? 0;
    return [...first.values()].toSorted((one, other) => turnOf(one) - turnOf(other));
  }

  function firstInLine(): Waiting | null {
    for (const priority of PRIORITIES) {
      const first = firstOfEach(queueOf(priority)).find((waiting) => {
        const running = inFlight.get(waiting.owner);
        return running === undefined || mayInterrupt(waiting, running);
      });
      if (first !== undefined) return first;
    }
    return null;
  }

  function remove(waiting: Waiting): void {
    const queue = queueOf(waiting.priority);
    const index = queue.indexOf(waiting);
    if (index >= 0) queue.splice(index, 1);
  }

  function earliestStart(waiting: Waiting): number {
    const connecting = started.filter(({ arrivedBy }) => arrivedBy === null);
    const [last = Number.NEGATIVE_INFINITY, beforeLast = Number.NEGATIVE_INFINITY] = started
      .flatMap(({ arrivedBy }) => arrivedBy ?? [])
      .toSorted((one, other) => other - one);
    if (connecting.length > 1) return Number.POSITIVE_INFINITY;
    // One that connects may arrive at any moment, and takes a slot as long.
    const windowFree = (connecting.length === 1 ? last : beforeLast) + WINDOW;
    if (waiting.priority === "user-action") return Math.max(windowFree, pausedUntil);
    const connected = (connecting[0]?.at ?? Number.NEGATIVE_INFINITY) + CONNECTING_PATIENCE;
    return Math.max(windowFree, last + BACKGROUND_SPACING, connected, pausedUntil);
  }

  /** Starts, interrupts or waits for the first in line. Called whenever anything changed, and by its own timeout. */
  function pump(): void {
    cancelWake?.();
    cancelWake = null;
    const first = firstInLine();
    if (first === null) return;
    let due = earliestStart(first);
    const running = inFlight.get(first.owner);
    if (running !== undefined) due = Math.max(due, first.queuedAt + GRACE_FOR_ANSWERS);
    const now = clock.monotonicNow();
    if (due === Number.POSITIVE_INFINITY) return;
    if (due > now) cancelWake = clock.setTimeout(pump, due - now);
    else if (running === undefined) begin(first, now);
    else running.interruption.abort();
  }

  function begin(waiting: Waiting, now: number): void {
    remove(waiting);
    turns += 1;
    lastTurn.set(waiting.owner, turns);
    const request: Started = { at: now, arrivedBy: null };
    started = [...recent(started), request];
    const interruption = new AbortController();
    inFlight.set(waiting.owner, { waiting, interruption });
    const arrived = (at: number): void => {
      request.arrivedBy = Math.min(request.arrivedBy ?? at, at);
      pump();
    };
    const progress: Progress = {
      written: () => arrived(clock.monotonicNow() + LONGEST_TRANSIT),
      answered: () => arrived(clock.monotonicNow()),
    };
    void waiting.begin(interruption.signal, progress).finally(() => {
      inFlight.delete(waiting.owner);
      if (request.arrivedBy === null) progress.answered();
      else pump();
    });
    pump();
  }

  function giveUpTheImpatient(): void {
    for (const waiting of PRIORITIES.flatMap(queueOf)) {
      const held = Math.min(
        waiting.refusedSince ?? Number.POSITIVE_INFINITY,
        Math.max(limitedSince ?? pausedUntil, waiting.queuedAt),
      );
      if (pausedUntil - held <= PATIENCE[waiting.priority]) continue;
      remove(waiting);
      waiting.giveUp(new ApiError({ kind: "rate-limited" }, true));
    }
  }

  return {
    run<T>(job: GateJob<T>): Promise<T> {
      return new Promise<T>((resolve, reject) => {
        const cancelled = (): void => {
          remove(waiting);
          waiting.giveUp(new ApiError({ kind: "cancelled" }, true));
          pump();
        };
        const waiting: Waiting = {
          owner: job.owner,
          priority: job.priority,
          interruptible: job.interruptible,
          queuedAt: clock.monotonicNow(),
          refusedSince: job.refusedSince,
          begin(interrupted, progress) {
            job.signal?.removeEventListener("abort", cancelled);
            return job.start(interrupted, progress).then(resolve, reject);
          },
          giveUp(error) {
            job.signal?.removeEventListener("abort", cancelled);
            reject(error);
          },
        };
        if (job.signal?.aborted === true) {
          waiting.giveUp(new ApiError({ kind: "cancelled" }, true));
          return;
        }
        job.signal?.addEventListener("abort", cancelled);
        const queue = queueOf(job.priority);
        if (job.continues) queue.unshift(waiting);
        else queue.push(waiting);
        if (pausedUntil > waiting.queuedAt) giveUpTheImpatient();
        pump();
      });
    },
    refused(retryAfter) {
      const now = clock.monotonicNow();
      refusalsInARow += 1;
      limitedSince ??= now;
      pausedUntil = now + (retryAfter ?? backOff(AFTER_REFUSALS, refusalsInARow, random));
      giveUpTheImpatient();
    },
    accepted() {
      refusalsInARow = 0;
      limitedSince = null;
    },
  };
}

/** Those that still say something of the next start. */
function recent(started: readonly Started[]): readonly Started[] {
  const arrived = started
    .filter(({ arrivedBy }) => arrivedBy !== null)
    .toSorted((one, other) => (other.arrivedBy ?? 0) - (one.arrivedBy ?? 0));
  return [...started.filter(({ arrivedBy }) => arrivedBy === null), ...arrived.slice(0, 2)];
}

function mayInterrupt(first: Waiting, { waiting, interruption }: InFlight): boolean {
  return (
    first.priority === "user-action" &&
    waiting.priority !== "user-action" &&
    waiting.interruptible &&
    !interruption.signal.aborted
  );
}
