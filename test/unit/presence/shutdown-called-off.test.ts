import { EventEmitter } from "node:events";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { watchShutdown } from "../../../app/presence/watch-shutdown.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function bench() {
  const did: string[] = [];
  const window = Object.assign(new EventEmitter(), { destroy: () => undefined });
  const end = watchShutdown({
    platform: "win32",
    powerMonitor: new EventEmitter(),
    createWindow: () => window,
    lifecycle: { quit: (reason) => void did.push(`quit: ${reason}`) },
    application: {
      leave: (reason) => Promise.resolve(void did.push(`leave for ${reason}`)),
      back: (reason) => void did.push(`back from ${reason}`),
    },
  });
  return { did, window, end };
}

test("Windows: a shutdown that was called off, after which the app still runs, is no absence", () => {
  const { did, window } = bench();
  window.emit("query-session-end");
  vi.advanceTimersByTime(59_999);
  expect(did).toEqual(["leave for shutdown"]);
  vi.advanceTimersByTime(1);
  expect(did).toEqual(["leave for shutdown", "back from shutdown"]);
});

test("Windows: asked twice, the computer is given its time from the second question on", () => {
  const { did, window } = bench();
  window.emit("query-session-end");
  vi.advanceTimersByTime(30_000);
  window.emit("query-session-end");
  vi.advanceTimersByTime(59_999);
  expect(did).not.toContain("back from shutdown");
});

test("Windows: after the end of the watch nothing is reported", () => {
  const { did, window, end } = bench();
  window.emit("query-session-end");
  end();
  vi.advanceTimersByTime(600_000);
  expect(did).toEqual(["leave for shutdown"]);
});
