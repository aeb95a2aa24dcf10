import { expect, test } from "vitest";
import { editAtRandom } from "../support/entry-edits.ts";
import { seededRandom } from "../support/seeded-random.ts";

test("5,000 random edits with faults damage no entry", async () => {
  let done = 0;
  for (let seed = 0; seed < 10; seed += 1) {
    // oxlint-disable-next-line no-await-in-loop -- sessions on fake clocks, one after the other
    const end = await editAtRandom(seededRandom(seed), seed, 500);
    expect({ seed, ...end }).toMatchObject({ seed, damaged: 0, doubled: 0 });
    done += end.done;
  }
  expect(done).toBeGreaterThan(2_500);
}, 600_000);
