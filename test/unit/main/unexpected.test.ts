import { expect, test } from "vitest";
import { createUnexpected } from "../../../main/unexpected.ts";
import { createMemoryLogger } from "../../support/memory-logger.ts";

function bench(upMilliseconds: number, isQuitting = false) {
  const did: string[] = [];
  const logger = createMemoryLogger();
  const unexpected = createUnexpected({
    logger,
    upMilliseconds: () => upMilliseconds,
    isQuitting: () => isQuitting,
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

test("one that fails right after its start ends, and does not begin again for ever", () => {
  const { did, unexpected } = bench(5_000);
  unexpected("not even an error");
  expect(did).toEqual(["quit"]);
});

test("one that somebody quits does not come back", () => {
  const { did, unexpected } = bench(3_600_000, true);
  unexpected(new Error("while it ends"));
  expect(did).toEqual(["quit"]);
});
