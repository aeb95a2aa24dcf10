/** Something that happens once, and that others wait for. */
export interface Deferred {
  readonly reached: Promise<void>;
  reach(): void;
}

export function createDeferred(): Deferred {
  let resolveReached: (() => void) | null = null;
  const reached = new Promise<void>((resolve) => {
    resolveReached = resolve;
  });
  return { reached, reach: () => resolveReached?.() };
}
