/** A little of what `npm run test:monkey` does for as long as it is let. */
import { describe, expect, test } from "vitest";
import { chosenSteps, replayedSteps, runMonkey, type Step } from "../monkey/monkey.ts";

const storms = 8;

describe("storms of random faults, each with a quiet after it", () => {
  test.each([1, 2])("leave nothing wrong (seed %i)", async (seed) => {
    const { divergence, quiets, verbs } = await runMonkey(
      seed,
      chosenSteps(seed, (over) => over === storms),
    );
    expect(divergence).toBeNull();
    expect(quiets).toHaveLength(storms);
    expect(verbs["done"]).toBeGreaterThan(0);
  });

  test("what was done can be done again, to the last request", async () => {
    const steps: Step[] = [];
    const twoStorms = chosenSteps(3, (over) => over === 2);
    const first = await runMonkey(3, twoStorms, (step) => void steps.push(step));
    expect(await runMonkey(3, replayedSteps({ seed: 3, steps }))).toEqual(first);
    expect(first.requests).toBeGreaterThan(10);
  });
});
