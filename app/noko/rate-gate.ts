import type { CancelTimeout, Clock, Random } from "../platform/ports.ts";
import type { RequestPriority } from "./api.ts";
import { backOffMilliseconds } from "./back-off.ts";
import { ApiError } from "./errors.ts";

/** The API allows two requests a second and address: no three starts may lie within this. */
const WINDOW = 1_000;
/** Only a person's action may use the second slot of a window at once; everything else leaves it free. */
const BACKGROUND_SPACING = WINDOW / 2;
/** How long a person's action waits for a quick answer to someone else before it interrupts a slow one. */
const GRACE_FOR_ANSWERS = 250;

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
  readonly priority: RequestPriority;
  readonly signal: AbortSignal | undefined;
  /** Goes before others of its priority: a later page, a redirect's target, a repetition. */
  readonly continues: boolean;
  /** May be broken off without harm, and then queued again by its owner. */
  readonly interruptible: boolean;
  /** Monotonic milliseconds when this was first refused by the limiter, null where it never was. */
  readonly refusedSince: number | null;
  /** Must not reject. */
  start(interrupted: AbortSignal): Promise<T>;
}

/**
 * The one way to the server. Never more than two requests start within a second, one runs at a time, and who
 * matters more goes first. Between requests that nobody clicked for lies at least half a second: so a free slot
 * is never more than 500 ms away from a person's action, however many reads are queued; a read that is still
 * running by then is interrupted for it.
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
  readonly priority: RequestPriority;
  readonly interruptible: boolean;
  readonly queuedAt: number;
  readonly refusedSince: number | null;
  begin(interrupted: AbortSignal): Promise<void>;
  giveUp(error: ApiError): void;
}

interface InFlight {
  readonly waiting: Waiting;
  readonly interruption: AbortController;
}

export function createRateGate({ clock, random }: { readonly clock: Clock; readonly random: Random }): RateGate {
  const queues = new Map<RequestPriority, Waiting[]>(PRIORITIES.map((priority) => [priority, []]));
  let starts: readonly number[] = [];
  let inFlight: InFlight | null = null;
  let pausedUntil = Number.NEGATIVE_INFINITY;
  let limitedSince: number | null = null;
  let refusalsInARow = 0;
  let cancelWake: CancelTimeout | null = null;

  function queueOf(priority: RequestPriority): Waiting[] {
    return queues.get(priority) ?? [];
  }

  function firstInLine(): Waiting | null {
    for (const priority of PRIORITIES) {
      const [first] = queueOf(priority);
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
    const [last = Number.NEGATIVE_INFINITY, beforeLast = Number.NEGATIVE_INFINITY] = starts;
    const windowFree = beforeLast + WINDOW;
    const spaced = waiting.priority === "user-action" ? windowFree : Math.max(windowFree, last + BACKGROUND_SPACING);
    return Math.max(spaced, pausedUntil);
  }

  /** Starts, interrupts or waits for whoever is first in line. Called whenever anything changed, and by its own timeout. */
  function pump(): void {
    cancelWake?.();
    cancelWake = null;
    const first = firstInLine();
    if (first === null) return;
    let due = earliestStart(first);
    if (inFlight !== null) {
      if (!mayInterrupt(first, inFlight)) return;
      due = Math.max(due, first.queuedAt + GRACE_FOR_ANSWERS);
    }
    const now = clock.monotonicNow();
    if (due > now) cancelWake = clock.setTimeout(pump, due - now);
    else if (inFlight === null) begin(first, now);
    else inFlight.interruption.abort();
  }

  function begin(waiting: Waiting, now: number): void {
    remove(waiting);
    starts = [now, ...starts.slice(0, 1)];
    const interruption = new AbortController();
    inFlight = { waiting, interruption };
    void waiting.begin(interruption.signal).finally(() => {
      inFlight = null;
      pump();
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
          priority: job.priority,
          interruptible: job.interruptible,
          queuedAt: clock.monotonicNow(),
          refusedSince: job.refusedSince,
          begin(interrupted) {
            job.signal?.removeEventListener("abort", cancelled);
            return job.start(interrupted).then(resolve, reject);
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
      pausedUntil = now + (retryAfter ?? backOffMilliseconds(refusalsInARow, random));
      giveUpTheImpatient();
    },
    accepted() {
      refusalsInARow = 0;
      limitedSince = null;
    },
  };
}

function mayInterrupt(first: Waiting, { waiting, interruption }: InFlight): boolean {
  return (
    first.priority === "user-action" &&
    waiting.priority !== "user-action" &&
    waiting.interruptible &&
    !interruption.signal.aborted
  );
}
