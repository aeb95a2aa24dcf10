import type { CancelTimeout, Clock } from "../../app/platform/ports.ts";

interface Pending {
  readonly due: number;
  readonly order: number;
  readonly callback: () => void;
}

/** Not 0: there a difference and a sum, and a time that is missing and one that is known, look the same. */
export const startedAt = 5_000_000;

/**
 * A clock that only moves when asked to. `advance` fires timeouts in order of their time and, before and after
 * each, lets promises and I/O callbacks settle, so that chains of "await, then set the next timeout" run as they would in real time.
 */
export class FakeClock implements Clock {
  #monotonic = startedAt;
  #wallOffset: number;
  #order = 0;
  readonly #pending = new Set<Pending>();

  constructor(wallStart = Date.UTC(2026, 0, 5, 9, 0, 0)) {
    this.#wallOffset = wallStart - this.#monotonic;
  }

  wallNow(): number {
    return this.#wallOffset + this.#monotonic;
  }

  monotonicNow(): number {
    return this.#monotonic;
  }

  /** Milliseconds since this clock began. */
  get passed(): number {
    return this.#monotonic - startedAt;
  }

  setTimeout(callback: () => void, milliseconds: number): CancelTimeout {
    const pending: Pending = {
      due: this.#monotonic + Math.max(0, milliseconds),
      order: (this.#order += 1),
      callback,
    };
    this.#pending.add(pending);
    return () => void this.#pending.delete(pending);
  }

  /** How many timeouts wait: 0 means that nothing will wake up by itself. */
  get pendingCount(): number {
    return this.#pending.size;
  }

  /** Sets the system clock, as a user or NTP would; the monotonic clock does not notice. */
  jumpWall(milliseconds: number): void {
    this.#wallOffset += milliseconds;
  }

  /** Time passes with no timeout firing, as when the machine sleeps; what fell due fires at the next `advance`. */
  sleep(milliseconds: number): void {
    this.#monotonic += milliseconds;
  }

  async advance(milliseconds: number): Promise<void> {
    const end = this.#monotonic + milliseconds;
    await settle();
    for (;;) {
      const next = this.#nextDue(end);
      if (next === null) break;
      this.#pending.delete(next);
      this.#monotonic = Math.max(this.#monotonic, next.due);
      next.callback();
      await settle();
    }
    this.#monotonic = end;
    await settle();
  }

  #nextDue(end: number): Pending | null {
    let best: Pending | null = null;
    for (const pending of this.#pending) {
      if (pending.due > end) continue;
      const isEarlier =
        best === null || pending.due < best.due || (pending.due === best.due && pending.order < best.order);
      if (isEarlier) best = pending;
    }
    return best;
  }
}

/** Lets everything that is ready run: promise reactions and one round of I/O callbacks. */
export async function settle(): Promise<void> {
  for (let round = 0; round < 3; round += 1) await new Promise<void>((resolve) => setImmediate(resolve));
}
