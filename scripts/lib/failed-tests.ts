import { stripVTControlCharacters } from "node:util";
import * as v from "valibot";

/** A test that failed, as a person finds it again: its file, its full name, and the first line of what went wrong. */
export interface FailedTest {
  readonly name: string;
  readonly error: string;
}

const vitestReport = v.object({
  testResults: v.array(
    v.object({
      name: v.string(),
      status: v.string(),
      message: v.optional(v.string(), ""),
      assertionResults: v.array(
        v.object({ fullName: v.string(), status: v.string(), failureMessages: v.nullish(v.array(v.string()), []) }),
      ),
    }),
  ),
});

/** Those of Vitest's JSON report, files that could not even be loaded among them; none where it cannot be read. */
export function failedVitestTests(report: unknown, root: string): readonly FailedTest[] {
  const parsed = v.safeParse(vitestReport, report);
  if (!parsed.success) return [];
  return parsed.output.testResults.flatMap(({ name, status, message, assertionResults }) => {
    const file = name.startsWith(`${root}/`) ? name.slice(root.length + 1) : name;
    if (status === "failed" && assertionResults.length === 0) return [{ name: file, error: firstLine(message) }];
    return assertionResults
      .filter((assertion) => assertion.status === "failed")
      .map(({ fullName, failureMessages }) => ({
        name: `${file} > ${fullName}`,
        error: firstLine(failureMessages[0] ?? ""),
      }));
  });
}

const playwrightError = v.object({ message: v.optional(v.string(), "") });
const playwrightSpec = v.object({
  title: v.string(),
  file: v.optional(v.string(), ""),
  tests: v.array(
    v.object({
      status: v.string(),
      results: v.array(v.object({ errors: v.optional(v.array(playwrightError), []) })),
    }),
  ),
});

interface PlaywrightSuite {
  readonly title: string;
  readonly specs: readonly v.InferOutput<typeof playwrightSpec>[];
  readonly suites: readonly PlaywrightSuite[];
}

const playwrightSuite: v.GenericSchema<unknown, PlaywrightSuite> = v.object({
  title: v.string(),
  specs: v.optional(v.array(playwrightSpec), []),
  suites: v.optional(v.array(v.lazy(() => playwrightSuite)), []),
});

const playwrightReport = v.object({
  suites: v.optional(v.array(playwrightSuite), []),
  errors: v.optional(v.array(playwrightError), []),
});

/** The same of Playwright's JSON report; what failed outside of tests comes first. */
export function failedPlaywrightTests(report: unknown): readonly FailedTest[] {
  const parsed = v.safeParse(playwrightReport, report);
  if (!parsed.success) return [];
  const outside = parsed.output.errors.map(({ message }) => ({ name: "outside of tests", error: firstLine(message) }));
  return [...outside, ...parsed.output.suites.flatMap((suite) => failedIn(suite, []))];
}

function failedIn({ title, specs, suites }: PlaywrightSuite, above: readonly string[]): readonly FailedTest[] {
  const path = [...above, title];
  const own = specs.flatMap((spec) =>
    spec.tests
      .filter(({ status }) => status === "unexpected")
      .map(({ results }) => ({
        name: [...path, spec.title].join(" > "),
        error: firstLine(results.flatMap(({ errors }) => errors)[0]?.message ?? ""),
      })),
  );
  return [...own, ...suites.flatMap((suite) => failedIn(suite, path))];
}

/** More would push the first ones out of the end of a log that is cut. */
const mostNamed = 12;
const longestLine = 300;

/** Two lines for each, for the end of a run. */
export function describeFailures(failures: readonly FailedTest[]): readonly string[] {
  const more = failures.length - mostNamed;
  return [
    ...failures.slice(0, mostNamed).flatMap(({ name, error }) => [cut(`FAILED ${name}`), cut(`    ${error}`)]),
    ...(more > 0 ? [`… and ${more} more`] : []),
  ];
}

function firstLine(text: string): string {
  const lines = stripVTControlCharacters(text).split("\n");
  return lines.map((line) => line.trim()).find((line) => line !== "") ?? "without a word";
}

function cut(line: string): string {
  const oneLine = line.replaceAll(/\s*\n\s*/gu, " ");
  return oneLine.length > longestLine ? `${oneLine.slice(0, longestLine - 1)}…` : oneLine;
}
