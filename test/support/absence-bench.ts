/** A computer that is left and come back to, with a timer running in the account. */
import { onTestFinished } from "vitest";
import type { AbsenceRules } from "../../app/contract/settings.ts";
import type { MemorySessionOptions } from "./memory-session.ts";
import { startBench, type VerbsBench } from "./verbs-bench.ts";

export const minutes = 60_000;

/** Nothing happens to the timer, except for these reasons. */
export function rulesWith(rules: Partial<AbsenceRules>): AbsenceRules {
  return { idle: "keep", sleep: "keep", lock: "keep", shutdown: "keep", ...rules };
}

/** A person at the computer, with these rules; ends with the test. */
export async function openBench(
  rules: Partial<AbsenceRules>,
  options: Omit<MemorySessionOptions, "absenceRules"> = {},
): Promise<VerbsBench> {
  const bench = await startBench({ ...options, absenceRules: () => rulesWith(rules) });
  onTestFinished(() => bench.close());
  return bench;
}

/** The machine is asleep for so long: the account's clock goes on, nothing of ours happens. */
export function sleep({ clock }: Pick<VerbsBench, "clock">, milliseconds: number): void {
  clock.sleep(milliseconds);
}

export async function wake({ session, clock }: Pick<VerbsBench, "session" | "clock">): Promise<void> {
  session.back("sleep");
  session.wake();
  await clock.advance(5_000);
}

/** As the system tells of it: before, and when it is over. */
export async function sleepAndWake(bench: Pick<VerbsBench, "session" | "clock">, milliseconds: number): Promise<void> {
  await bench.session.leave("sleep");
  sleep(bench, milliseconds);
  await wake(bench);
}
