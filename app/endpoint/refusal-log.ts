import type { CancelTimeout, Clock, Logger } from "../platform/ports.ts";
import { allReasons, type Reason } from "../broadcast/reasons.ts";

/** Between two lines, in milliseconds. */
export const refusalLogInterval = 60_000;

/** Any program that reaches the port can cause refusals: so refusals are summed up, in at most one line a minute. */
export class RefusalLog {
  readonly #clock: Clock;
  readonly #logger: Logger;
  readonly #counts = new Map<Reason, number>();
  #lastLine = Number.NEGATIVE_INFINITY;
  #cancel: CancelTimeout | null = null;

  constructor(clock: Clock, logger: Logger) {
    this.#clock = clock;
    this.#logger = logger;
  }

  note(reason: Reason): void {
    this.#counts.set(reason, (this.#counts.get(reason) ?? 0) + 1);
    if (this.#cancel !== null) return;
    const wait = this.#lastLine + refusalLogInterval - this.#clock.monotonicNow();
    if (wait <= 0) this.#write();
    else this.#cancel = this.#clock.setTimeout(() => this.#write(), wait);
  }

  close(): void {
    this.#cancel?.();
    this.#cancel = null;
  }

  #write(): void {
    this.close();
    this.#lastLine = this.#clock.monotonicNow();
    const expected = allReasons.filter((reason) => this.#counts.has(reason));
    this.#logger.info(
      "The listener refused requests.",
      Object.fromEntries(expected.map((reason) => [reason, this.#counts.get(reason) ?? 0])),
    );
    this.#counts.clear();
  }
}
