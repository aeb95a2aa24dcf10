import { afterEach, expect, test } from "vitest";
import { startBackgroundProcess } from "../../../../scripts/electron/background-process.ts";
import type { BackgroundProcess } from "../../../../scripts/electron/background-process.ts";

let started: BackgroundProcess | undefined;

afterEach(async () => {
  await started?.end();
  started = undefined;
});

function startShell(script: string, readyLimitMs = 60_000): Promise<BackgroundProcess | undefined> {
  return startBackgroundProcess({ command: "sh", args: ["-c", script], readyLimitMs });
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

test("a helper lives until it is ended", async () => {
  started = await startShell("echo ' :7 '; exec sleep 60");
  expect(started?.firstLine).toBe(":7");
  const pid = started?.pid ?? 0;
  expect(isAlive(pid)).toBe(true);
  await started?.end();
  expect(isAlive(pid)).toBe(false);
  await started?.end();
});

test("a helper that ignores the polite signal is ended all the same", async () => {
  started = await startShell("trap '' TERM; echo ready; while :; do sleep 0.1; done");
  await started?.end();
  expect(isAlive(started?.pid ?? 0)).toBe(false);
});

test.each([
  { title: "ends at once", script: "exit 1", readyLimitMs: 60_000 },
  { title: "says nothing", script: "exec sleep 60", readyLimitMs: 300 },
])("a helper that $title never gets ready", async ({ script, readyLimitMs }) => {
  expect(await startShell(script, readyLimitMs)).toBeUndefined();
});
