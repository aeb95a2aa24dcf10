import { appendFileSync, readdirSync } from "node:fs";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, onTestFinished, test, vi } from "vitest";
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
  vi.unstubAllEnvs();
  await rm(packageDirectory, { recursive: true, force: true });
});

const HANG = "setInterval(() => {}, 1000);";

async function download(script: string, limits: { readonly stallLimitMs?: number; readonly totalLimitMs?: number }) {
  await writeFile(path.join(packageDirectory, "install.js"), script);
  await mkdir(path.join(packageDirectory, "dist"));
  return downloadElectron({
    packageDirectory,
    version: "45.4.1",
    environment: { ...process.env, ELECTRON_OVERRIDE_DIST_PATH: "/somewhere" },
    ...limits,
  });
}

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
  {
    title: "must not see the override",
    script: "process.exit(process.env.ELECTRON_OVERRIDE_DIST_PATH ? 1 : 0);",
    outcome: { kind: "finished" },
  },
  {
    title: "gets a temporary folder of its own",
    script: 'process.exit(/[/\\\\]tallylight-electron-\\w+$/.test(require("node:os").tmpdir()) ? 0 : 1);',
    outcome: { kind: "finished" },
  },
])("a download that $title", async ({ script, outcome }) => {
  expect(await download(script, {})).toEqual(outcome);
});

test("a download that hangs", async () => {
  const outcome = { kind: "failed", detail: "nothing arrived for 0.6 s" };
  expect(await download(HANG, { stallLimitMs: 600, totalLimitMs: 60_000 })).toEqual(outcome);
});

test("a download that crawls", async () => {
  vi.stubEnv("TMPDIR", packageDirectory);
  // In the process that checks, so that it never checks twice with nothing written in between.
  const crawling = setInterval(() => {
    for (const name of readdirSync(packageDirectory)) {
      if (name.startsWith("tallylight-electron-")) appendFileSync(path.join(packageDirectory, name, "part"), "x");
    }
  }, 50);
  onTestFinished(() => clearInterval(crawling));
  const outcome = { kind: "failed", detail: "it was not done after 2.5 s" };
  expect(await download(HANG, { stallLimitMs: 2_000, totalLimitMs: 2_500 })).toEqual(outcome);
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
