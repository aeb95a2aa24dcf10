import { once } from "node:events";
import { createServer } from "node:net";
import { afterEach, describe, expect, test, vi } from "vitest";
import { isBuildFresh } from "../../../../scripts/lib/build.ts";
import { LaunchError } from "../../../../scripts/lib/launch-error.ts";
import { exitCodeOf, runForeground } from "../../../../scripts/lib/run.ts";
import { closeServer, listenOnLoopback } from "../../../support/loopback.ts";

afterEach(() => vi.useRealTimers());

function runNode(script: string, quitAfterMs?: number): Promise<number> {
  return runForeground(process.execPath, ["-e", script], quitAfterMs === undefined ? {} : { quitAfterMs });
}

describe("runForeground", () => {
  test("hands on the exit code", async () => {
    expect(await runNode("process.exit(7)")).toBe(7);
  });

  test("hands on a signal as shells do", async () => {
    expect(await runNode("process.kill(process.pid, 'SIGKILL')")).toBe(137);
  });

  test("lets a program quit by itself when its time is over", async () => {
    const door = createServer((socket) => socket.on("error", () => undefined));
    // It says when it listens to signals by knocking there.
    const script = `process.on("SIGTERM", () => process.exit(0));
      require("node:net").connect(${await listenOnLoopback(door)}, "127.0.0.1").on("error", () => {});`;
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
    const exitCode = runNode(script, 1_000);
    await once(door, "connection");
    vi.advanceTimersByTime(1_000);
    expect(await exitCode).toBe(0);
    await closeServer(door);
  });

  test("says in one sentence that a program is missing, and leaves no signal handlers", async () => {
    const before = process.listenerCount("SIGTERM");
    const run = runForeground("no-such-program-here", []);
    await expect(run).rejects.toThrow(LaunchError);
    await expect(run).rejects.toThrow("`no-such-program-here` could not be started; check its name, or run `npm ci`.");
    expect(process.listenerCount("SIGTERM")).toBe(before);
  });
});

test("exitCodeOf", () => {
  expect([exitCodeOf(0, null), exitCodeOf(3, null), exitCodeOf(null, "SIGTERM"), exitCodeOf(null, null)]).toEqual([
    0, 3, 143, 1,
  ]);
});

test.each([
  { title: "built after the last change", times: { stamp: 10, newestSource: 9, mainOutput: 8 }, fresh: true },
  { title: "never built by the launcher", times: { stamp: undefined, newestSource: 9, mainOutput: 8 }, fresh: false },
  { title: "a source changed since", times: { stamp: 10, newestSource: 11, mainOutput: 8 }, fresh: false },
  { title: "the development server wrote since", times: { stamp: 10, newestSource: 9, mainOutput: 11 }, fresh: false },
  { title: "the output was removed", times: { stamp: 10, newestSource: 9, mainOutput: undefined }, fresh: false },
])("isBuildFresh: $title", ({ times, fresh }) => {
  expect(isBuildFresh(times)).toBe(fresh);
});
