import { expect, test } from "vitest";
import { reviewFaults, reviewUnderFault } from "../support/review-bench.ts";
import { seededRandom } from "../support/seeded-random.ts";

const none = { doubled: 0, lost: 0, wrong: 0 };

test.each(reviewFaults)("a review doubles and loses nothing: %s", async (fault) => {
  for (const seed of [1, 2]) {
    // oxlint-disable-next-line no-await-in-loop -- sessions on fake clocks, one after the other
    expect({ seed, ...(await reviewUnderFault(fault, seededRandom(seed), seed)) }).toEqual({ seed, ...none });
  }
});
