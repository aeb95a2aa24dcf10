/**
 * Whether the running timer was worked on at this computer. A computer judges only time of such a timer: one that
 * was begun on another device while nobody was here is nothing that its locked screen says anything about.
 */
import type { Instant } from "../model/instant.ts";
import type { Clock } from "../platform/ports.ts";

export interface SeenHerePorts {
  readonly clock: Clock;
  /** How long ago a key or the pointer was used here, in seconds; null where the desktop does not say. */
  readonly secondsSinceInput: () => number | null;
}

export class SeenHere {
  readonly #ports: SeenHerePorts;
  /** Of the timer that runs: since when it is known to, on the monotonic clock. */
  #running: { readonly timerId: number; readonly since: number } | null = null;
  /** What runs at the start began before we could see it begin. */
  #isFirstList = true;
  #startedAt = 0;
  #presentAt = Number.NEGATIVE_INFINITY;

  constructor(ports: SeenHerePorts) {
    this.#ports = ports;
  }

  /** The session begins: its user is at the computer. */
  start(): void {
    this.#startedAt = this.#ports.clock.monotonicNow();
    this.#presentAt = this.#startedAt;
  }

  /** The user is here: they gave a command, or unlocked the screen. */
  present(): void {
    this.#presentAt = this.#ports.clock.monotonicNow();
  }

  /** To be called with each change of the mirror, once the account has told its timers. */
  noteRunning(timerId: number | null): void {
    if (timerId === null) this.#running = null;
    else if (this.#running?.timerId !== timerId) {
      this.#running = { timerId, since: this.#isFirstList ? this.#startedAt : this.#ports.clock.monotonicNow() };
    }
    this.#isFirstList = false;
  }

  /** Whether the user was here after that timer began to run, and before `leftAt` where that is in the past. */
  hasWorkedOn(timerId: number, leftAt: Instant | null = null): boolean {
    const running = this.#running;
    if (running?.timerId !== timerId) return false;
    const input = this.#lastInputAt();
    // Input after a sleep that nobody announced says nothing about the time before it.
    const known = leftAt === null || input <= leftAt.monotonic ? input : Number.NEGATIVE_INFINITY;
    return Math.max(this.#presentAt, known) >= running.since;
  }

  #lastInputAt(): number {
    const seconds = this.#ports.secondsSinceInput();
    return seconds === null ? Number.NEGATIVE_INFINITY : this.#ports.clock.monotonicNow() - seconds * 1000;
  }
}
