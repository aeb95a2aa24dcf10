/** The most of `instants` (rising, in milliseconds) that lie within any one second. */
export function mostInOneSecond(instants: readonly number[]): number {
  let most = 0;
  for (let first = 0, last = 0; last < instants.length; last += 1) {
    while ((instants[last] ?? 0) - (instants[first] ?? 0) >= 1_000) first += 1;
    most = Math.max(most, last - first + 1);
  }
  return most;
}
