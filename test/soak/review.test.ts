import { expect, test } from "vitest";
import { reviewFaults, reviewUnderFault } from "../support/review-bench.ts";
import { seededRandom } from "../support/seeded-random.ts";

test("200 reviews with faults double and lose nothing", async () => {
  const sum = { doubled: 0, lost: 0, wrong: 0 };
  for (let seed = 0; seed < 200; seed += 1) {
    const fault = reviewFaults[seed % reviewFaults.length] ?? "none";
    // oxlint-disable-next-line no-await-in-loop -- sessions on fake clocks, one after the other
    const end = await reviewUnderFault(fault, seededRandom(seed), seed);
    sum.doubled += end.doubled;
    sum.lost += end.lost;
    sum.wrong += end.wrong;
  }
  expect(sum).toEqual({ doubled: 0, lost: 0, wrong: 0 });
}, 300_000);
