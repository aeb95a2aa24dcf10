import { vi } from "vitest";

/** In milliseconds: no limit of the product's. It ends a wait in vain before the test's own limit does, and so says what was missing. */
const patience = 30_000;

/** Resolves once `check` throws no more. */
export async function eventually(check: () => void): Promise<void> {
  await vi.waitFor(check, { timeout: patience, interval: 10 });
}
