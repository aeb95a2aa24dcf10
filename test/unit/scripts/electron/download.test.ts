import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { openDownloadFailures } from "../../../../scripts/electron/download-failures.ts";
import { downloadElectron } from "../../../../scripts/electron/download.ts";

vi.mock("../../../../scripts/lib/report.ts", () => ({ report: () => {} }));

let packageDirectory: string;

beforeEach(async () => {
  packageDirectory = await mkdtemp(path.join(tmpdir(), "tallylight-test-"));
  // As the package has one: a stray manifest in a folder above must not turn the script into a module.
  await writeFile(path.join(packageDirectory, "package.json"), JSON.stringify({ type: "commonjs" }));
});

afterEach(async () => {
  await rm(packageDirectory, { recursive: true, force: true });
});

const HANG = "setInterval(() => {}, 1000);";
/** Writes a little into the temporary folder again and again, as a slow download does. */
const CRAWL = `
  const file = require("node:path").join(require("node:os").tmpdir(), "part");
  setInterval(() => require("node:fs").appendFileSync(file, "x"), 50);`;

test.each([
  { title: "finishes", script: "process.exit(0);", outcome: { kind: "finished" } },
  {
    title: "fails: the first line of its complaint is the reason",
    script: 'console.error("\\nfetch failed\\n  at somewhere"); process.exit(1);',
    outcome: { kind: "failed", detail: "fetch failed" },
  },
  {
    title: "fails without a word",
    script: "process.exit(3);",
    outcome: { kind: "failed", detail: "its installer failed without a word" },
  },
  { title: "hangs", script: HANG, outcome: { kind: "failed", detail: "nothing arrived for 0.6 s" } },
  { title: "crawls", script: CRAWL, outcome: { kind: "failed", detail: "it was not done after 1.5 s" } },
  {
    title: "must not see the override",
    script: "process.exit(process.env.ELECTRON_OVERRIDE_DIST_PATH ? 1 : 0);",
    outcome: { kind: "finished" },
  },
])("a download that $title", async ({ script, outcome }) => {
  await writeFile(path.join(packageDirectory, "install.js"), script);
  await mkdir(path.join(packageDirectory, "dist"));
  const actual = await downloadElectron({
    packageDirectory,
    version: "45.4.1",
    environment: { ...process.env, ELECTRON_OVERRIDE_DIST_PATH: "/somewhere" },
    stallLimitMs: 600,
    totalLimitMs: 1_500,
  });
  expect(actual).toEqual(outcome);
});

test("failures are remembered per version until they are forgotten", async () => {
  const failures = openDownloadFailures(path.join(packageDirectory, "cache"));
  expect(await failures.read("45.4.1")).toBeUndefined();
  await failures.remember("45.4.1", 1_000_000);
  expect(await failures.read("45.4.1")).toBe(1_000_000);
  expect(await failures.read("45.4.2")).toBeUndefined();
  await failures.forget("45.4.1");
  await failures.forget("45.4.1");
  expect(await failures.read("45.4.1")).toBeUndefined();
});

test("a stamp that makes no sense is none", async () => {
  await writeFile(path.join(packageDirectory, "electron-45.4.1-download-failed"), "yesterday, perhaps");
  expect(await openDownloadFailures(packageDirectory).read("45.4.1")).toBeUndefined();
});
