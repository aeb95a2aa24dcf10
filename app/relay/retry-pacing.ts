import { backOff } from "../platform/back-off.ts";
import type { Random } from "../platform/ports.ts";
import type { Attempt } from "./attempt.ts";

/** Milliseconds between two attempts, at most: at first, and in the end. */
const firstCeiling = 500;
const longestCeiling = 60_000;
/** Milliseconds up after which a connection counts as lasting: the back-off begins anew. */
const lasting = 60_000;
/**
 * The longest wait before a relay that worked a moment ago is tried again: most losses are a network that fails for
 * some seconds, and all should be well within five seconds after it is back.
 */
const promptCeiling = 3_000;
/** A relay that has dropped us again and again for so long is spared. */
const longestPrompt = 5 * 60_000;

/** How long to wait before each attempt, from what became of those before. */
export class RetryPacing {
  readonly #random: Pick<Random, "fraction">;
  /** In a row, none of which lasted. */
  #attempts = 0;
  /** When the first of the connections that did not last was lost, on the monotonic clock. */
  #unsteadySince = Number.POSITIVE_INFINITY;

  constructor(random: Pick<Random, "fraction">) {
    this.#random = random;
  }

  /** The next wait is as short as the first. */
  restart(): void {
    this.#attempts = 0;
    this.#unsteadySince = Number.POSITIVE_INFINITY;
  }

  ended({ upSince }: Pick<Attempt, "upSince">, now: number): void {
    if (upSince === null) return;
    if (now - upSince >= lasting) this.restart();
    this.#unsteadySince = Math.min(this.#unsteadySince, now);
  }

  /** Milliseconds until the next attempt. `workedBefore`: this relay led here, and was not given up since. */
  next(now: number, workedBefore: boolean): number {
    const isPrompt = workedBefore && now - this.#unsteadySince < longestPrompt;
    const limits = { first: firstCeiling, longest: isPrompt ? promptCeiling : longestCeiling, shortest: 0 };
    this.#attempts += 1;
    return backOff(limits, this.#attempts, this.#random);
  }
}
