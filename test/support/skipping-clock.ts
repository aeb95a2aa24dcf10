import type { CancelTimeout, Clock } from "../../app/platform/ports.ts";

interface Pending {
  readonly due: number;
  readonly callback: () => void;
  cancelReal: () => void;
}

/**
 * The machine's own clock, of which a stretch can be skipped: what falls due in it fires at once, in order. For real
 * sockets and programs with waits that nobody wants to sit through.
 */
export class SkippingClock implements Clock {
  #skipped = 0;
  #wallJump = 0;
  readonly #pending = new Set<Pending>();

  wallNow(): number {
    return Date.now() + this.#skipped + this.#wallJump;
  }

  monotonicNow(): number {
    return performance.now() + this.#skipped;
  }

  setTimeout(callback: () => void, milliseconds: number): CancelTimeout {
    const wait = Math.max(0, milliseconds);
    const pending: Pending = { due: this.monotonicNow() + wait, callback, cancelReal: () => undefined };
    const timer = setTimeout(() => this.#fire(pending), wait);
    pending.cancelReal = () => clearTimeout(timer);
    this.#pending.add(pending);
    return () => {
      this.#pending.delete(pending);
      pending.cancelReal();
    };
  }

  /** Lets so many milliseconds pass at once. Callbacks run before this returns; what they begin does not. */
  skip(milliseconds: number): void {
    const end = this.monotonicNow() + milliseconds;
    for (;;) {
      const next = [...this.#pending].filter(({ due }) => due <= end).toSorted((one, other) => one.due - other.due)[0];
      if (next === undefined) break;
      this.#skipped += Math.max(0, next.due - this.monotonicNow());
      this.#fire(next);
    }
    this.#skipped += Math.max(0, end - this.monotonicNow());
    for (const pending of this.#pending) this.#rearm(pending);
  }

  /** Lets so many milliseconds pass in steps, between which sockets and programs find time to answer. */
  async hurry(milliseconds: number, step = 500): Promise<void> {
    for (let passed = 0; passed < milliseconds; passed += step) {
      this.skip(step);
      await answered();
    }
  }

  /** The same until `happening` is over; then the clock goes on at its own pace. */
  async hurryUntil(happening: Promise<unknown>, step = 250): Promise<void> {
    const progress = { over: false };
    const over = (): void => void (progress.over = true);
    happening.then(over, over);
    while (!progress.over) {
      this.skip(step);
      await answered();
    }
    await happening;
  }

  /** As `skip`, but nothing runs meanwhile, as when the machine sleeps: what fell due fires afterwards. */
  sleep(milliseconds: number): void {
    this.#skipped += milliseconds;
    for (const pending of this.#pending) this.#rearm(pending);
  }

  /** Sets the system clock, as a user or NTP would; the monotonic clock does not notice. */
  jumpWall(milliseconds: number): void {
    this.#wallJump += milliseconds;
  }

  #rearm(pending: Pending): void {
    pending.cancelReal();
    const timer = setTimeout(() => this.#fire(pending), Math.max(0, pending.due - this.monotonicNow()));
    pending.cancelReal = () => clearTimeout(timer);
  }

  #fire(pending: Pending): void {
    if (!this.#pending.delete(pending)) return;
    pending.cancelReal();
    pending.callback();
  }
}

/**
 * Real time for sockets: a moment, and as many turns of the event loop as a question through a relay and its answer
 * take, however slow the machine is.
 */
async function answered(): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, 5));
  for (let turn = 0; turn < 25; turn += 1) await new Promise<void>((resolve) => setImmediate(resolve));
}
