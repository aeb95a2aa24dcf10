/**
 * Everything that says whether the project is well, in order; later stages run whatever became of
 * those before. The last line of the output is `N passed, N failed`.
 */
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { childEnvironment, prepareElectron } from "./electron/prepare.ts";
import { build } from "./lib/build.ts";
import { failedPlaywrightTests, failedVitestTests } from "./lib/failed-tests.ts";
import { LaunchError } from "./lib/launch-error.ts";
import { projectRoot } from "./lib/project.ts";
import { report } from "./lib/report.ts";
import { runCommand } from "./lib/run-command.ts";
import { runTool } from "./lib/run.ts";
import {
  countPlaywrightReport,
  countVitestReport,
  judgeStep,
  judgeTests,
  notRun,
  summarize,
} from "./lib/test-reports.ts";
import type { StageResult, TimedResult } from "./lib/test-reports.ts";

const PLAIN_ENVIRONMENT = childEnvironment({ env: {} });

await runCommand(async () => {
  const reports = await mkdtemp(path.join(tmpdir(), "tallylight-reports-"));
  try {
    const { lines, exitCode } = summarize(await runStages(reports));
    process.stdout.write(`\n${lines.join("\n")}\n`);
    return exitCode;
  } finally {
    await rm(reports, { recursive: true, force: true });
  }
});

async function runStages(reports: string): Promise<readonly TimedResult[]> {
  const isInterrupted = watchInterruption();
  const stages: readonly Stage[] = [
    { name: "check", run: (name) => step(name, "npm run check", () => run("npm", ["run", "check"])) },
    { name: "build", run: (name) => step(name, "npm run build", () => build(PLAIN_ENVIRONMENT)) },
    { name: "unit tests", run: (name) => vitest(name, ["unit", "renderer"], "npm run test:unit", reports) },
    {
      name: "integration tests",
      run: (name) => vitest(name, ["integration", "timed"], "npm run test:integration", reports),
    },
    { name: "end-to-end tests", run: (name, before) => endToEnd(name, before, reports) },
  ];
  const results: TimedResult[] = [];
  for (const { name, run: runStage } of stages) {
    report(`\n── ${name} ──`);
    const began = performance.now();
    const result = isInterrupted() ? notRun(name, "Interrupted before it ran.") : await runStage(name, results);
    results.push({ ...result, milliseconds: performance.now() - began });
  }
  return results;
}

interface Stage {
  readonly name: string;
  readonly run: (name: string, before: readonly StageResult[]) => Promise<StageResult>;
}

/** The running stage gets the signal as well, and ends; those after it must not start. */
function watchInterruption(): () => boolean {
  let interrupted = false;
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
    process.on(signal, () => (interrupted = true));
  }
  return () => interrupted;
}

async function step(name: string, command: string, body: () => Promise<number>): Promise<StageResult> {
  return judgeStep(name, await body(), command);
}

async function vitest(
  name: string,
  projects: readonly string[],
  command: string,
  reports: string,
): Promise<StageResult> {
  const file = path.join(reports, `${projects.join("-")}.json`);
  const code = await run("vitest", [
    "run",
    ...projects.flatMap((project) => ["--project", project]),
    "--reporter=default",
    "--reporter=json",
    `--outputFile.json=${file}`,
  ]);
  const left = await readReport(file);
  return {
    ...judgeTests(name, code, countVitestReport(left), command),
    failures: failedVitestTests(left, projectRoot),
  };
}

async function endToEnd(name: string, before: readonly StageResult[], reports: string): Promise<StageResult> {
  if (before.some((result) => result.name === "build" && result.failed > 0)) {
    return notRun(name, "They did not run, because the build failed.");
  }
  const file = path.join(reports, "end-to-end.json");
  try {
    const prepared = await prepareElectron({ desktop: "private" });
    try {
      const code = await runTool(
        "playwright",
        ["test", "-c", "test/e2e/playwright.config.ts", "--project=e2e", "--reporter=list,json"],
        {
          cwd: projectRoot,
          env: { ...childEnvironment(prepared), PLAYWRIGHT_JSON_OUTPUT_NAME: file },
        },
      );
      const left = await readReport(file);
      return {
        ...judgeTests(name, code, countPlaywrightReport(left), "npm run test:e2e"),
        failures: failedPlaywrightTests(left),
      };
    } finally {
      await prepared.dispose();
    }
  } catch (error) {
    if (error instanceof LaunchError) {
      return notRun(name, error.message);
    }
    throw error;
  }
}

function run(command: string, args: readonly string[]): Promise<number> {
  return runTool(command, args, { cwd: projectRoot, env: PLAIN_ENVIRONMENT });
}

/** Undefined when the runner came to no report, or to half of one. */
async function readReport(file: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(file, "utf8"));
  } catch {
    return undefined;
  }
}
