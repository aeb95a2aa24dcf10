import type { Clock } from "./ports.ts";

/** Lets a caller wait until nothing is under way any more that will be known in a moment. */
export class WaitUntil {
  readonly #clock: Clock;
  readonly #waiting = new Set<() => void>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Resolves once `isSettled`, which is asked at every `recheck`, or when the patience (in milliseconds) is over. */
  wait(isSettled: () => boolean, patience: number): Promise<void> {
    if (isSettled()) return Promise.resolve();
    return new Promise((resolve) => {
      const end = (): void => {
        cancel();
        this.#waiting.delete(check);
        resolve();
      };
      const check = (): void => {
        if (isSettled()) end();
      };
      const cancel = this.#clock.setTimeout(end, patience);
      this.#waiting.add(check);
    });
  }

  /** Something changed. */
  recheck(): void {
    for (const check of this.#waiting) check();
  }
}
