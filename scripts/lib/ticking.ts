/** The clocks (1:02, 0:01:02) that a text shows, in seconds, in their order. */
export function observeClocks(text: string): readonly number[] {
  return [...text.matchAll(/\b(?:(\d+):)?(\d{1,2}):(\d{2})\b/g)].map(
    ([, hours, minutes, seconds]) => Number(hours ?? 0) * 3600 + Number(minutes) * 60 + Number(seconds),
  );
}

/**
 * Whether one of the clocks went forward by a little between two looks. A time of day may go
 * forward too, but only once in a minute.
 */
export function sawClockAdvance(previous: readonly number[], current: readonly number[]): boolean {
  return (
    previous.length === current.length &&
    current.some((value, index) => {
      const advance = value - (previous[index] ?? value);
      return advance > 0 && advance <= 5;
    })
  );
}
