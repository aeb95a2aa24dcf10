import type { Random } from "../../../../app/platform/ports.ts";

/** An integer in [0, limit). */
export function below(random: Random, limit: number): number {
  return Math.floor(random.fraction() * limit);
}

export function pick<T>(random: Random, items: readonly T[]): T {
  const item = items[below(random, items.length)];
  if (item === undefined) throw new Error("Nothing to pick from");
  return item;
}
