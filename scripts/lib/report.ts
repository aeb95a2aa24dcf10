/**
 * Says what the launcher does. On stderr, so that a wrapped command's stdout stays its own and the
 * last line of a test run stays the last line.
 */
export function report(line: string): void {
  process.stderr.write(`${line}\n`);
}
