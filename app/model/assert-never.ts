/** Closes an exhaustive `switch`: a new variant becomes a compile error wherever code must handle it. */
export function assertNever(value: never, context: string): never {
  throw new Error(`Unexpected ${context}: ${JSON.stringify(value)}`);
}
