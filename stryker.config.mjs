/**
 * Mutation tests of the core: `npm run test:mutation -- --mutate app/broadcast/signature.ts,app/relay/probe.ts` for a part. Not run by
 * `npm test`: the whole takes hours. The report lies in `reports/mutation`.
 */
export default {
  testRunner: "vitest",
  vitest: { configFile: "vitest.mutation.config.ts", related: true },
  plugins: ["@stryker-mutator/vitest-runner"],
  mutate: ["app/{broadcast,mirror,noko,endpoint,relay,presence}/**/*.ts"],
  // With `perTest`, a mutant is run by the tests that reach it alone.
  coverageAnalysis: "perTest",
  concurrency: 1,
  timeoutMS: 20_000,
  // The first run is of all tests that reach a mutated file, one file after the other.
  dryRunTimeoutMinutes: 30,
  ignoreStatic: true,
  incremental: true,
  incrementalFile: "reports/mutation/incremental.json",
  reporters: ["clear-text", "html", "progress"],
  clearTextReporter: { allowColor: false, logTests: false },
  htmlReporter: { fileName: "reports/mutation/index.html" },
  tempDirName: "reports/mutation/sandbox",
  ignorePatterns: ["out", "dist", "docs/images", "test-results", "playwright-report"],
};
