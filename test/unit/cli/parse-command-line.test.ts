import { describe, expect, test } from "vitest";
import { parseCommandLine } from "../../../app/cli/parse-command-line.ts";

const now = new Date(2026, 1, 3, 9);
const parse = (line: string) => parseCommandLine(line === "" ? [] : line.split(" "), now);

describe("what is understood", () => {
  test.each([
    ["", { command: "help" }],
    ["status --json", { command: "status" }],
    ["start gear -d words", { command: "start", operands: { PROJECT: "gear" } }],
    ["adjust -5", { operands: { CHANGE: "\u22125" }, seconds: -300 }],
    ["adjust gear +0:10", { operands: { PROJECT: "gear" }, seconds: 600 }],
    ["adjust #37396 -1:00", { operands: { PROJECT: "#37396" }, seconds: -3600 }],
    ["describe words", { operands: { TEXT: "words" } }],
    ["describe gear words", { operands: { PROJECT: "gear", TEXT: "words" } }],
    ["log", { operands: {} }],
    ["log gear -m 1:20 --date today", { operands: { PROJECT: "gear" }, minutes: 80, date: "2026-02-03" }],
    ["log --date yesterday", { date: "2026-02-02" }],
    ["log --date 2024-02-29", { date: "2024-02-29" }],
    ["add gear 80 --dry-run", { operands: { PROJECT: "gear" }, minutes: 80 }],
    ["pause --if-revision 412", { ifRevision: 412 }],
    ["--version", { command: "status" }],
  ])("%s", (line, expected) => {
    expect(parse(line)).toMatchObject(expected);
  });
});

describe("what is not", () => {
  test.each([
    ["juggle", "no command juggle"],
    ["start", "PROJECT is missing"],
    ["pause one two", "two is one argument too many"],
    ["status --waybar", "--waybar"],
    ["watch --json --waybar", "Only one of"],
    ["watch --tick hour", "second, minute"],
    ["adjust 5", "has a sign"],
    ["adjust gear", "has a sign"],
    ["adjust +25:00", "has a sign"],
    ["log -m 0", "Minutes"],
    ["log -m 25:00", "Minutes"],
    ["log --date 2026-02-30", "A day"],
    ["log --date tomorrow", "A day"],
    ["add gear", "MINUTES is missing"],
    ["pause --if-revision x", "whole number"],
    ["open elsewhere", "VIEW takes"],
    ["completions csh", "SHELL takes"],
    ["doctor --repair moon", "--repair takes"],
  ])("%s", (line, message) => {
    expect(() => parse(line)).toThrow(message);
  });
});
