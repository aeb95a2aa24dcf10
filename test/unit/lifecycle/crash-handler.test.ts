import { expect, test } from "vitest";
import { createCrashHandler } from "../../../app/lifecycle/crash-handler.ts";
import type { QuitReason } from "../../../app/lifecycle/lifecycle.ts";
import { createMemoryLogger } from "../../support/memory-logger.ts";

function bench(upMilliseconds: number, isQuitting = false) {
  const did: string[] = [];
  const logger = createMemoryLogger();
  const onCrash = createCrashHandler({
    lifecycle: {
      isQuitting: () => isQuitting,
      relaunch: () => did.push("relaunch"),
      quit(reason: QuitReason) {
        did.push(`quit: ${reason}`);
        isQuitting = true;
      },
    },
    logger,
    upMilliseconds: () => upMilliseconds,
    showFailure: () => did.push("show failure"),
  });
  return { did, logger, onCrash };
}

test("an app that ran for a while starts once more, however many errors follow", () => {
  const { did, logger, onCrash } = bench(3_600_000);
  onCrash(new Error("first"));
  onCrash(new Error("second"));
  expect(did).toEqual(["relaunch", "quit: crash", "quit: crash"]);
  expect(logger.lines.filter((line) => line.startsWith("error"))).toHaveLength(2);
});

test("one that fails right after its start says so and ends, and does not start for ever", () => {
  const { did, onCrash } = bench(5_000);
  onCrash("not even an error");
  expect(did).toEqual(["show failure", "quit: crash"]);
});

test.each([5_000, 3_600_000])("one that is quitting after %i ms neither comes back nor says anything", (up) => {
  const { did, onCrash } = bench(up, true);
  onCrash(new Error("while it ends"));
  expect(did).toEqual(["quit: crash"]);
});
