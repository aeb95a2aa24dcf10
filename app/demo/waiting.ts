import type { Clock } from "../platform/ports.ts";
import { ConnectionLost } from "./exchange.ts";

/** Resolves after `milliseconds` on `clock`; rejects with `ConnectionLost` as soon as one of `signals` aborts. */
export function waitFor(clock: Clock, milliseconds: number, signals: readonly AbortSignal[]): Promise<void> {
  if (milliseconds <= 0 && !signals.some((signal) => signal.aborted)) return Promise.resolve();
  return unlessAborted(signals, (done) => clock.setTimeout(done, milliseconds));
}

/** Resolves when what `begin` started is done; rejects with `ConnectionLost`, and ends it, where one of `signals` aborts first. */
export function unlessAborted(signals: readonly AbortSignal[], begin: (done: () => void) => () => void): Promise<void> {
  return new Promise((resolve, reject) => {
    const finish = (settle: () => void): void => {
      cancel();
      for (const signal of signals) signal.removeEventListener("abort", abort);
      settle();
    };
    const abort = (): void => finish(() => reject(new ConnectionLost()));
    const cancel = begin(() => finish(resolve));
    for (const signal of signals) signal.addEventListener("abort", abort);
    if (signals.some((signal) => signal.aborted)) abort();
  });
}
