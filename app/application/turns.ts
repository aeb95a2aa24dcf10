import type { Clock } from "../platform/ports.ts";

/** Runs tasks one after the other, each after the one before ended. */
export class Turns {
  readonly #clock: Clock;
  #last: Promise<unknown> = Promise.resolve();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  take<T>(task: () => Promise<T>): Promise<T> {
    const result = this.#last.then(task);
    this.#last = result.catch(() => undefined);
    return result;
  }

  /** Resolves when what is under way has ended, or after so many milliseconds. */
  end(deadlineMilliseconds: number): Promise<void> {
    return new Promise((resolve) => {
      const cancel = this.#clock.setTimeout(resolve, deadlineMilliseconds);
      void this.#last.then(() => {
        cancel();
        resolve();
      });
    });
  }
}
