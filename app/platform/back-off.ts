import type { Random } from "./ports.ts";

export interface BackOff {
  /** Milliseconds after the first failure, at most. */
  readonly first: number;
  readonly longest: number;
  /** Milliseconds at least. */
  readonly shortest: number;
}

/** The longest wait after so many failures in a row (1 for the first): it doubles with each. */
export function backOffCeiling({ first, longest }: Pick<BackOff, "first" | "longest">, failures: number): number {
  return Math.min(longest, first * 2 ** Math.min(16, failures - 1));
}

/**
 * Milliseconds to wait after so many failures in a row, spread over all that is allowed: computers that lost the same
 * server, or share one rate limit, shall not come back at the same moment.
 */
export function backOff(limits: BackOff, failures: number, random: Pick<Random, "fraction">): number {
  const { shortest } = limits;
  return Math.max(shortest, random.fraction() * backOffCeiling(limits, failures));
}
