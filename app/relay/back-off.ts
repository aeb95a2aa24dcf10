import type { Random } from "../platform/ports.ts";

const firstCeiling = 500;
const highestCeiling = 60_000;

/**
 * Milliseconds between two attempts, after the given number of attempts in a row that led to nothing lasting: full
 * jitter over 0.5 s × 2ⁿ, at most `ceiling`, which is a minute unless told otherwise. The jitter keeps everybody who lost the same relay from coming back at
 * the same moment.
 */
export function relayBackOff(
  attempts: number,
  random: Pick<Random, "fraction">,
  ceiling: number = highestCeiling,
): number {
  return random.fraction() * Math.min(ceiling, firstCeiling * 2 ** Math.min(attempts, 16));
}
