/**
 * Whether the running timer was worked on at this computer. A computer judges only time of such a timer: one that
 * was begun on another device while nobody was here is nothing that its locked screen says anything about.
 */
import type { Clock } from "../platform/ports.ts";

export class SeenHere {
  readonly #clock: Clock;
  /** Of the timer that runs: since when it is known to, on the monotonic clock. */
  #running: { readonly timerId: number; readonly since: number } | null = null;
  /** What runs at the start began before we could see it begin. */
  #isFirstList = true;
  #startedAt = 0;
  #presentAt = Number.NEGATIVE_INFINITY;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** The session begins: its user is at the computer. */
  start(): void {
    this.#startedAt = this.#clock.monotonicNow();
    this.#presentAt = this.#startedAt;
  }

  /** The user is here: they gave a command, or unlocked the screen. */
  present(): void {
    this.#presentAt = this.#clock.monotonicNow();
  }

  /** To be called with each change of the mirror, once the account has told its timers. */
  noteRunning(timerId: number | null): void {
    if (timerId === null) this.#running = null;
    else if (this.#running?.timerId !== timerId) {
      this.#running = { timerId, since: this.#isFirstList ? this.#startedAt : this.#clock.monotonicNow() };
    }
    this.#isFirstList = false;
  }

  /** When the user last showed that they are here, other than by input, on the monotonic clock. */
  lastPresentAt(): number {
    return this.#presentAt;
  }

  /** Whether the user was here after that timer began to run. `inputAt`: the last input, on the monotonic clock. */
  hasWorkedOn(timerId: number, inputAt: number): boolean {
    const running = this.#running;
    return running?.timerId === timerId && Math.max(this.#presentAt, inputAt) >= running.since;
  }
}
