import path from "node:path";
import { defineConfig } from "playwright/test";

const root = path.resolve(import.meta.dirname, "../..");

/** Here and for the app it is the afternoon, whenever this runs: no day ends meanwhile, and none began an hour ago. */
process.env["TZ"] = timeZoneAt(14);

const isPackaged = process.env["TALLYLIGHT_PACKAGED_APP"] !== undefined;

/**
 * One at a time on each desktop: every test starts the whole app, and a session's tray is one. Apps and tests mostly wait,
 * so there is a second worker, with a desktop of its own (see the fixtures, which also keep traces).
 */
export default defineConfig({
  testDir: import.meta.dirname,
  outputDir: path.join(root, "test-results/e2e"),
  preserveOutput: "failures-only",
  workers: 2,
  fullyParallel: false,
  forbidOnly: process.env["CI"] !== undefined,
  retries: 0,
  // No limits of the product's, which tests state themselves: they end a wait in vain, also on a machine that is busy.
  timeout: 90_000,
  expect: { timeout: 25_000 },
  reporter: "list",
  projects: [
    { name: "e2e", testIgnore: ["**/screenshots*.spec.ts", "**/packaged*.spec.ts", "**/*.soak.spec.ts"] },
    /** Minutes of waiting for what must not happen. */
    { name: "soak", testMatch: "**/*.soak.spec.ts", workers: 1 },
    isPackaged
      ? { name: "packaged", testMatch: "**/packaged*.spec.ts" }
      : { name: "screenshots", testMatch: "**/screenshots*.spec.ts", timeout: 90_000, workers: 1 },
  ],
});

/**
 * Where it is that hour now. Such a zone's name has the sign turned round: `Etc/GMT+4` is four hours west. There are
 * zones from 14 hours east to 12 hours west, so not every hour can be had.
 */
function timeZoneAt(hour: number): string {
  const west = new Date().getUTCHours() - hour;
  return `Etc/GMT${west < 0 ? "-" : "+"}${Math.abs(west)}`;
}
