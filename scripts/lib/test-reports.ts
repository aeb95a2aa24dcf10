import * as v from "valibot";
import { describeFailures, type FailedTest } from "./failed-tests.ts";

export interface TestCounts {
  readonly passed: number;
  readonly failed: number;
}

const vitestReport = v.object({
  numPassedTests: v.number(),
  numFailedTests: v.number(),
  testResults: v.array(v.object({ status: v.string(), assertionResults: v.array(v.unknown()) })),
});

/** A file that could not even be loaded has no tests to count: it counts as one that failed. */
export function countVitestReport(report: unknown): TestCounts | undefined {
  const parsed = v.safeParse(vitestReport, report);
  if (!parsed.success) {
    return undefined;
  }
  const { numPassedTests, numFailedTests, testResults } = parsed.output;
  const unloadable = testResults.filter(
    (file) => file.status === "failed" && file.assertionResults.length === 0,
  ).length;
  return { passed: numPassedTests, failed: numFailedTests + unloadable };
}

const playwrightReport = v.object({
  stats: v.object({ expected: v.number(), unexpected: v.number(), flaky: v.number() }),
  errors: v.optional(v.array(v.unknown()), []),
});

/** `errors` are those outside of tests, such as a file that could not be loaded. */
export function countPlaywrightReport(report: unknown): TestCounts | undefined {
  const parsed = v.safeParse(playwrightReport, report);
  if (!parsed.success) {
    return undefined;
  }
  const { stats, errors } = parsed.output;
  return { passed: stats.expected + stats.flaky, failed: stats.unexpected + errors.length };
}

export interface StageResult extends TestCounts {
  readonly name: string;
  /** One sentence, when the stage did not run as it should. */
  readonly problem?: string;
  /** Which tests failed, as far as the report names them. */
  readonly failures?: readonly FailedTest[];
}

/** A stage, and how long it took. */
export interface TimedResult extends StageResult {
  readonly milliseconds: number;
}

/** A stage without tests: it counts only when it fails. */
export function judgeStep(name: string, exitCode: number, command: string): StageResult {
  return exitCode === 0
    ? { name, passed: 0, failed: 0 }
    : { name, passed: 0, failed: 1, problem: `It failed with exit code ${exitCode}; run \`${command}\` to see why.` };
}

/** A stage of tests. Nothing to count, or an exit code that the counts do not explain, is a failure. */
export function judgeTests(
  name: string,
  exitCode: number,
  counts: TestCounts | undefined,
  command: string,
): StageResult {
  const fail = (problem: string): StageResult => ({
    name,
    passed: counts?.passed ?? 0,
    failed: (counts?.failed ?? 0) + 1,
    problem: `${problem}; run \`${command}\` to see why.`,
  });
  if (counts === undefined) {
    return fail("It left no report");
  }
  if (counts.passed + counts.failed === 0) {
    return fail("It ran no tests");
  }
  if (exitCode !== 0 && counts.failed === 0) {
    return fail(`It ended with exit code ${exitCode} although no test failed`);
  }
  return { name, ...counts };
}

/** A stage that was not started. */
export function notRun(name: string, reason: string): StageResult {
  return { name, passed: 0, failed: 1, problem: reason };
}

/** The lines at the end of a run, failed tests first; the last one stands alone for machines to read. */
export function summarize(results: readonly TimedResult[]): {
  readonly lines: readonly string[];
  readonly exitCode: 0 | 1;
} {
  const passed = results.reduce((sum, result) => sum + result.passed, 0);
  const failed = results.reduce((sum, result) => sum + result.failed, 0);
  const perStage = results.map((result) => {
    const counts = result.passed + result.failed === 0 ? "ok" : `${result.passed} passed, ${result.failed} failed`;
    const seconds = Math.round(result.milliseconds / 1000);
    return `${result.name} (${seconds} s): ${counts}${result.problem === undefined ? "" : `. ${result.problem}`}`;
  });
  const failures = describeFailures(results.flatMap((result) => result.failures ?? []));
  return {
    lines: [...failures, ...perStage, `${passed} passed, ${failed} failed`],
    exitCode: failed === 0 ? 0 : 1,
  };
}
