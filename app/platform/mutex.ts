/**
 * Runs tasks one after the other, so that two of them never decide on the same stale facts. `interrupt` cancels
 * the one that runs and those that wait; tasks added afterwards are not concerned.
 */
export class Mutex {
  #last: Promise<unknown> = Promise.resolve();
  #controller = new AbortController();

  /** `task` gets a signal that fires on `interrupt` or with `outer`. */
  run<T>(task: (signal: AbortSignal) => Promise<T>, outer?: AbortSignal): Promise<T> {
    const inner = this.#controller.signal;
    const result = this.#last.then(() => task(outer === undefined ? inner : AbortSignal.any([inner, outer])));
    this.#last = result.catch(() => undefined);
    return result;
  }

  interrupt(): void {
    this.#controller.abort();
    this.#controller = new AbortController();
  }
}
