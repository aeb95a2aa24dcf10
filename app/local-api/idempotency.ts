import type { Clock } from "../platform/ports.ts";
import { refuse, RequestRefused } from "./problems.ts";

/** In milliseconds. */
const keptFor = 10 * 60_000;
/** A program that makes up more has no use for the first ones. */
const mostKept = 1_000;

interface Kept {
  /** What was asked, apart from the request's own number. */
  readonly fingerprint: string;
  readonly answer: Promise<unknown>;
  readonly at: number;
}

export interface IdempotencyKeys {
  /**
   * Does `work` once for a key, however many clients send it: the others share the answer. Forgotten where it was refused
   * and surely not done, so that the same key can try again.
   */
  once<Answer>(key: string | undefined, fingerprint: string, work: () => Promise<Answer>): Promise<Answer>;
}

export function createIdempotencyKeys(clock: Pick<Clock, "monotonicNow">): IdempotencyKeys {
  // In the order of their age.
  const kept = new Map<string, Kept>();

  function forgetOld(now: number): void {
    for (const [key, { at }] of kept) {
      if (now - at < keptFor && kept.size <= mostKept) return;
      kept.delete(key);
    }
  }

  return {
    async once<Answer>(key: string | undefined, fingerprint: string, work: () => Promise<Answer>): Promise<Answer> {
      if (key === undefined) return work();
      const now = clock.monotonicNow();
      forgetOld(now);
      const first = kept.get(key);
      if (first !== undefined) {
        if (first.fingerprint !== fingerprint) return refuse("key-reused");
        // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the same request has the same kind of answer
        return first.answer as Promise<Answer>;
      }
      const answer = work();
      const mine = { fingerprint, answer, at: now };
      kept.set(key, mine);
      try {
        return await answer;
      } catch (error) {
        const isUndone = error instanceof RequestRefused && !error.inDoubt;
        if (isUndone && kept.get(key) === mine) kept.delete(key);
        throw error;
      }
    },
  };
}
