import { expect, test } from "vitest";
import { describeFailures, failedPlaywrightTests, failedVitestTests } from "../../../../scripts/lib/failed-tests.ts";

test("Vitest's report: the full name of each failed test, the file without its folder, the first line of the error", () => {
  const report = {
    testResults: [
      {
        name: "/home/me/project/test/unit/a.test.ts",
        status: "failed",
        message: "",
        assertionResults: [
          { fullName: "adding numbers adds", status: "passed", failureMessages: [] },
          {
            fullName: "adding numbers carries",
            status: "failed",
            failureMessages: ["\u001B[31mAssertionError: expected 1 to be 2\u001B[39m\n    at a.test.ts:3"],
          },
          { fullName: "adding nothing", status: "failed", failureMessages: [] },
        ],
      },
      { name: "/elsewhere/b.test.ts", status: "failed", message: "\nCannot find module\n at b", assertionResults: [] },
      { name: "/elsewhere/c.test.ts", status: "passed", message: "", assertionResults: [] },
    ],
  };
  expect(failedVitestTests(report, "/home/me/project")).toEqual([
    { name: "test/unit/a.test.ts > adding numbers carries", error: "AssertionError: expected 1 to be 2" },
    { name: "test/unit/a.test.ts > adding nothing", error: "without a word" },
    { name: "/elsewhere/b.test.ts", error: "Cannot find module" },
  ]);
});

function spec(title: string, status: string) {
  return {
    title,
    file: "tray.spec.ts",
    tests: [{ status, results: [{ errors: [{ message: `Error: ${title} is gone\nCall log:` }] }] }],
  };
}

test("Playwright's report: suites within suites, failures outside of tests, none that a repetition mended", () => {
  const report = {
    suites: [
      {
        title: "tray.spec.ts",
        specs: [spec("icon", "unexpected"), spec("menu", "flaky")],
        suites: [{ title: "after a sleep", specs: [spec("badge", "unexpected"), spec("title", "expected")] }],
      },
    ],
    errors: [{ message: "Error: no display" }],
  };
  expect(failedPlaywrightTests(report)).toEqual([
    { name: "outside of tests", error: "Error: no display" },
    { name: "tray.spec.ts > icon", error: "Error: icon is gone" },
    { name: "tray.spec.ts > after a sleep > badge", error: "Error: badge is gone" },
  ]);
});

test.each([undefined, null, {}, { testResults: [{}] }, { suites: [{}] }])("no report names nothing: %j", (report) => {
  expect([failedVitestTests(report, "/"), failedPlaywrightTests(report)]).toEqual([[], []]);
});

test("the end of a log of 40 lines names them, however many fail and however long they are", () => {
  const failures = Array.from({ length: 30 }, (_, number) => ({ name: `test ${number}`, error: "e".repeat(1_000) }));
  const lines = describeFailures(failures);
  expect(lines).toHaveLength(25);
  expect(lines.slice(-3, -2)).toEqual(["FAILED test 11"]);
  expect(lines.at(-1)).toBe("… and 18 more");
  expect(Math.max(...lines.map((line) => line.length))).toBe(300);
  expect(describeFailures([{ name: "one\n  two", error: "x" }])).toEqual(["FAILED one two", "    x"]);
  expect(describeFailures([])).toEqual([]);
});
