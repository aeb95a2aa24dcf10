import { describe, expect, test } from "vitest";
import {
  countPlaywrightReport,
  countVitestReport,
  judgeStep,
  judgeTests,
  notRun,
  summarize,
} from "../../../../scripts/lib/test-reports.ts";

const loaded = { status: "failed", assertionResults: [{}] };
const unloadable = { status: "failed", assertionResults: [] };

test.each([
  { report: { numPassedTests: 3, numFailedTests: 0, testResults: [] }, counts: { passed: 3, failed: 0 } },
  { report: { numPassedTests: 3, numFailedTests: 1, testResults: [loaded] }, counts: { passed: 3, failed: 1 } },
  {
    report: { numPassedTests: 3, numFailedTests: 1, testResults: [loaded, unloadable] },
    counts: { passed: 3, failed: 2 },
  },
  { report: { numPassedTests: "3" }, counts: undefined },
  { report: undefined, counts: undefined },
])("countVitestReport: $counts", ({ report, counts }) => {
  expect(countVitestReport(report)).toEqual(counts);
});

test.each([
  { report: { stats: { expected: 3, unexpected: 0, flaky: 1, skipped: 2 } }, counts: { passed: 4, failed: 0 } },
  { report: { stats: { expected: 3, unexpected: 2, flaky: 0 }, errors: [{}] }, counts: { passed: 3, failed: 3 } },
  { report: {}, counts: undefined },
  { report: null, counts: undefined },
])("countPlaywrightReport: $counts", ({ report, counts }) => {
  expect(countPlaywrightReport(report)).toEqual(counts);
});

describe("a stage's verdict", () => {
  test.each([
    { exitCode: 0, counts: { passed: 3, failed: 0 }, verdict: { passed: 3, failed: 0 } },
    { exitCode: 1, counts: { passed: 3, failed: 2 }, verdict: { passed: 3, failed: 2 } },
    {
      exitCode: 1,
      counts: { passed: 3, failed: 0 },
      verdict: {
        passed: 3,
        failed: 1,
        problem: "It ended with exit code 1 although no test failed; run `try` to see why.",
      },
    },
    {
      exitCode: 0,
      counts: { passed: 0, failed: 0 },
      verdict: { passed: 0, failed: 1, problem: "It ran no tests; run `try` to see why." },
    },
    {
      exitCode: 0,
      counts: undefined,
      verdict: { passed: 0, failed: 1, problem: "It left no report; run `try` to see why." },
    },
  ])("exit code $exitCode with $counts", ({ exitCode, counts, verdict }) => {
    expect(judgeTests("tests", exitCode, counts, "try")).toEqual({ name: "tests", ...verdict });
  });

  test("a step counts only when it fails", () => {
    expect(judgeStep("check", 0, "try")).toEqual({ name: "check", passed: 0, failed: 0 });
    expect(judgeStep("check", 2, "try")).toMatchObject({ passed: 0, failed: 1 });
  });
});

test("the summary has each stage's time, ends with one line for machines, and fails with any failure", () => {
  const good = [
    { ...judgeStep("check", 0, "try"), milliseconds: 20_400 },
    { ...judgeTests("unit tests", 0, { passed: 3, failed: 0 }, "try"), milliseconds: 61_500 },
  ];
  expect(summarize(good)).toEqual({
    lines: ["check (20 s): ok", "unit tests (62 s): 3 passed, 0 failed", "3 passed, 0 failed"],
    exitCode: 0,
  });
  expect(summarize([...good, { ...notRun("end-to-end tests", "No display."), milliseconds: 3 }])).toEqual({
    lines: [
      "check (20 s): ok",
      "unit tests (62 s): 3 passed, 0 failed",
      "end-to-end tests (0 s): 0 passed, 1 failed. No display.",
      "3 passed, 1 failed",
    ],
    exitCode: 1,
  });
});

test("the failed tests stand right before the totals", () => {
  const failed = judgeTests("unit tests", 1, { passed: 3, failed: 1 }, "try");
  const failures = [{ name: "a.test.ts > adds", error: "AssertionError: 1 is not 2" }];
  expect(summarize([{ ...failed, failures, milliseconds: 1_000 }]).lines).toEqual([
    "FAILED a.test.ts > adds",
    "    AssertionError: 1 is not 2",
    "unit tests (1 s): 3 passed, 1 failed",
    "3 passed, 1 failed",
  ]);
});
