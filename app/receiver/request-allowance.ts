import type { Clock } from "../platform/ports.ts";

const day = 24 * 60 * 60_000;

/** How many requests may be sent on our own initiative within a day. */
export class RequestAllowance {
  readonly #clock: Pick<Clock, "monotonicNow">;
  readonly #perDay: number;
  #sent: readonly number[] = [];

  constructor(clock: Pick<Clock, "monotonicNow">, perDay: number) {
    this.#clock = clock;
    this.#perDay = perDay;
  }

  /** Those of the last day. */
  get sent(): number {
    return this.#recent().length;
  }

  note(): void {
    this.#sent = [...this.#recent(), this.#clock.monotonicNow()];
  }

  /** Milliseconds until so many more may be sent. */
  waitFor(requests: number): number {
    const recent = this.#recent();
    const surplus = recent.length + requests - this.#perDay;
    const last = recent[surplus - 1];
    return last === undefined ? 0 : last + day - this.#clock.monotonicNow();
  }

  #recent(): readonly number[] {
    const from = this.#clock.monotonicNow() - day;
    return this.#sent.filter((at) => at > from);
  }
}
