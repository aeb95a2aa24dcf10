/** 200 days of a person with two computers and a phone. */
import { expect, test } from "vitest";
import { runPresenceSchedule } from "../support/presence-schedule.ts";

test("200 schedules: no question about and no pause of what a computer did not see, and every second is there", async () => {
  const findings: string[] = [];
  let [questions, pauses] = [0, 0];
  for (let seed = 1; seed <= 200; seed += 1) {
    // oxlint-disable-next-line no-await-in-loop -- each has the machine to itself
    const found = await runPresenceSchedule(seed);
    questions += found.questions;
    pauses += found.pauses;
    findings.push(...found.strange.map((text) => `${seed}: ${text}`));
    if (Math.abs(found.difference) > found.allowed) {
      findings.push(`${seed}: ${found.difference} s are not accounted for`);
    }
  }
  expect(findings).toEqual([]);
  // Otherwise nothing was tried.
  expect(questions).toBeGreaterThan(100);
  expect(pauses).toBeGreaterThan(50);
});
