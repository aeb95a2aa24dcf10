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
    const result = this.#last.then(() => withEither(inner, outer, task));
    this.#last = result.catch(() => undefined);
    return result;
  }

  interrupt(): void {
    this.#controller.abort();
    this.#controller = new AbortController();
  }
}

/** Written out, because `AbortSignal.any` is newer than the oldest runtime that this must work on. */
async function withEither<T>(
  one: AbortSignal,
  other: AbortSignal | undefined,
  task: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const controller = new AbortController();
  const abort = (): void => controller.abort();
  if (one.aborted || other?.aborted === true) abort();
  one.addEventListener("abort", abort, { once: true });
  other?.addEventListener("abort", abort, { once: true });
  try {
    return await task(controller.signal);
  } finally {
    one.removeEventListener("abort", abort);
    other?.removeEventListener("abort", abort);
  }
}
