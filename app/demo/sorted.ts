/** A sorted copy. (`Array.prototype.toSorted` is missing from the oldest runtime that is supported.) */
export function sorted<T>(items: Iterable<T>, compare: (left: T, right: T) => number): readonly T[] {
  const copy = [...items];
  copy.sort(compare);
  return copy;
}
