import type { Clock } from "./ports.ts";

/** How long the account may take to be told that nothing is to be sent here any more, in milliseconds: somebody waits. */
export const shutdownDeadline = 1_500;

/** Gives `work` a signal that aborts after so many milliseconds, or earlier by `budget`. */
export async function withDeadline<T>(
  clock: Clock,
  milliseconds: number,
  work: (signal: AbortSignal) => Promise<T>,
  budget = new AbortController(),
): Promise<T> {
  const cancel = clock.setTimeout(() => budget.abort(), milliseconds);
  try {
    return await work(budget.signal);
  } finally {
    cancel();
  }
}
