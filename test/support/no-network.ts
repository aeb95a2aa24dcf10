import { beforeEach, vi } from "vitest";

/** A unit test that reaches for the network has forgotten to pass a fake: say so, with the address. */
beforeEach(() => {
  vi.stubGlobal("fetch", (input: unknown) => {
    throw new Error(`Unexpected network request in a unit test: ${String(input)}`);
  });
});
