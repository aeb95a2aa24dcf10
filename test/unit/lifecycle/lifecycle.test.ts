import { expect, test } from "vitest";
import { createLifecycle, type QuitReason } from "../../../app/lifecycle/lifecycle.ts";
import { createDeferred } from "../../../app/platform/deferred.ts";
import { FakeClock } from "../../support/fake-clock.ts";
import { createMemoryLogger } from "../../support/memory-logger.ts";

function bench() {
  const clock = new FakeClock();
  const logger = createMemoryLogger();
  const did: string[] = [];
  const lifecycle = createLifecycle({
    clock,
    logger,
    exit: (code) => void did.push(`exit ${code}`),
    close: () => void did.push("close"),
    relaunch: () => void did.push("relaunch"),
  });
  return { clock, logger, did, lifecycle };
}

test.each<readonly [QuitReason, string]>([
  ["person", "exit 0"],
  ["system", "exit 0"],
  ["crash", "exit 1"],
  // An installer hears of the end by Electron's own events.
  ["update", "close"],
])("%s: the shutdown gets the reason, then the app ends by %s", async (reason, end) => {
  const { clock, did, lifecycle } = bench();
  const shutdown = createDeferred();
  lifecycle.onQuit((why) => {
    did.push(`shutdown: ${why}`);
    return shutdown.reached;
  });
  expect(lifecycle.isQuitting()).toBe(false);
  lifecycle.quit(reason);
  await clock.advance(100);
  expect(did).toEqual([`shutdown: ${reason}`]);
  expect([lifecycle.isQuitting(), lifecycle.isEnding()]).toEqual([true, false]);
  shutdown.reach();
  await clock.advance(0);
  expect(did).toEqual([`shutdown: ${reason}`, end]);
  expect(lifecycle.isEnding()).toBe(true);
});

test("asked again it does nothing: the first reason counts", async () => {
  const { clock, did, lifecycle } = bench();
  lifecycle.onQuit((why) => Promise.resolve(void did.push(why)));
  lifecycle.quit("system");
  lifecycle.quit("person");
  lifecycle.quit("update");
  await clock.advance(0);
  expect(did).toEqual(["system", "exit 0"]);
});

test("a shutdown that hangs is cut off after three seconds", async () => {
  const { clock, did, lifecycle } = bench();
  lifecycle.onQuit(() => new Promise(() => undefined));
  lifecycle.quit("update");
  await clock.advance(2_999);
  expect(did).toEqual([]);
  await clock.advance(1);
  expect(did).toEqual(["exit 0"]);
});

test("a shutdown that fails ends the app all the same, and is in the log", async () => {
  const { clock, did, logger, lifecycle } = bench();
  lifecycle.onQuit(() => Promise.reject(new Error("no disk")));
  lifecycle.quit("person");
  await clock.advance(0);
  expect(did).toEqual(["exit 0"]);
  expect(logger.lines.join("\n")).toContain("no disk");
});

test("before there is anything to shut down it ends at once", async () => {
  const { clock, did, lifecycle } = bench();
  lifecycle.quit("system");
  await clock.advance(0);
  expect(did).toEqual(["exit 0"]);
});

test("the app starts once more, however often that is asked for", () => {
  const { did, lifecycle } = bench();
  lifecycle.relaunch();
  lifecycle.relaunch();
  expect(did).toEqual(["relaunch"]);
});
