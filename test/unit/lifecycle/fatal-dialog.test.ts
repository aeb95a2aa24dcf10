import { expect, test } from "vitest";
import { createFatalDialog } from "../../../app/lifecycle/fatal-dialog.ts";
import { createMemoryLogger } from "../../support/memory-logger.ts";

function bench({ packaged = true, showErrorBox }: { packaged?: boolean; showErrorBox?: () => void } = {}) {
  const shown: (readonly [title: string, content: string])[] = [];
  const logger = createMemoryLogger();
  const tell = createFatalDialog({
    packaged,
    showErrorBox: showErrorBox ?? ((title, content) => shown.push([title, content])),
    logFile: "/home/anna/.config/tallylight/logs/tallylight.log",
    logger,
  });
  return { shown, logger, tell };
}

test.each([
  { failure: "not-started", title: "Tallylight could not start" },
  { failure: "ended", title: "Tallylight has ended" },
] as const)("$failure is shown with the path of the log, once", ({ failure, title }) => {
  const { shown, tell } = bench();
  tell(failure);
  tell(failure);
  expect(shown).toEqual([
    [title, "Something unexpected went wrong. The log says what: /home/anna/.config/tallylight/logs/tallylight.log"],
  ]);
});

test("a path that the native side cannot take is shown with a replacement", () => {
  const { shown, tell } = bench();
  tell("ended", "No room in /home/\uffffanna\ud83d");
  expect(shown).toEqual([["Tallylight has ended", "No room in /home/\ufffdanna\ufffd"]]);
});

test("run from source nothing waits for a button", () => {
  const { shown, tell } = bench({ packaged: false });
  tell("not-started");
  expect(shown).toEqual([]);
});

test("where nothing can be shown the app ends all the same", () => {
  const { logger, tell } = bench({
    showErrorBox: () => {
      throw new Error("no display");
    },
  });
  expect(() => tell("not-started")).not.toThrow();
  expect(logger.lines.join("\n")).toContain("What went wrong could not be shown");
});
