import type { Clock } from "./ports.ts";

/** Lets somebody wait until nothing is under way any more that will be known in a moment. */
export class WaitUntil {
  readonly #clock: Clock;
  readonly #looks = new Set<() => void>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Resolves once `isSettled`, which is asked at every `look`, or when the patience (in milliseconds) is over. */
  wait(isSettled: () => boolean, patience: number): Promise<void> {
    if (isSettled()) return Promise.resolve();
    return new Promise((resolve) => {
      const end = (): void => {
        cancel();
        this.#looks.delete(look);
        resolve();
      };
      const look = (): void => {
        if (isSettled()) end();
      };
      const cancel = this.#clock.setTimeout(end, patience);
      this.#looks.add(look);
    });
  }

  /** Something changed. */
  look(): void {
    for (const look of this.#looks) look();
  }
}
