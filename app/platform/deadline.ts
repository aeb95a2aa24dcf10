import type { Clock } from "./ports.ts";

/** How long disabling the receivers may take at the end of the app, in milliseconds: the user waits. */
export const shutdownDeadline = 1_500;

/** Gives `work` a signal that aborts after so many milliseconds, or earlier by `controller`. */
export async function withDeadline<T>(
  clock: Clock,
  milliseconds: number,
  work: (signal: AbortSignal) => Promise<T>,
  controller = new AbortController(),
): Promise<T> {
  const cancel = clock.setTimeout(() => controller.abort(), milliseconds);
  try {
    return await work(controller.signal);
  } finally {
    cancel();
  }
}
