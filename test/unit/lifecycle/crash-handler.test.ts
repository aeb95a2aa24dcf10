import { expect, test } from "vitest";
import { createCrashHandler } from "../../../app/lifecycle/crash-handler.ts";
import { createMemoryLogger } from "../../support/memory-logger.ts";

function bench(upMilliseconds: number, isQuitting = false) {
  const did: string[] = [];
  const logger = createMemoryLogger();
  const unexpected = createCrashHandler({
    logger,
    upMilliseconds: () => upMilliseconds,
    isQuitting: () => isQuitting,
    tell: () => did.push("tell"),
    relaunch: () => did.push("relaunch"),
    quit: () => did.push("quit"),
  });
  return { did, logger, unexpected };
}

test("an app that ran for a while is there again, once, however many errors follow", () => {
  const { did, logger, unexpected } = bench(3_600_000);
  unexpected(new Error("first"));
  unexpected(new Error("second"));
  expect(did).toEqual(["relaunch", "quit", "quit"]);
  expect(logger.lines.filter((line) => line.startsWith("error"))).toHaveLength(2);
});

test("one that fails right after its start says so and ends, and does not begin again for ever", () => {
  const { did, unexpected } = bench(5_000);
  unexpected("not even an error");
  expect(did).toEqual(["tell", "quit"]);
});

test.each([5_000, 3_600_000])("one that somebody quits after %i ms neither comes back nor says anything", (up) => {
  const { did, unexpected } = bench(up, true);
  unexpected(new Error("while it ends"));
  expect(did).toEqual(["quit"]);
});
