import { describe, expect, test } from "vitest";
import { parseDemoArguments, parseWithElectronArguments } from "../../../../scripts/lib/arguments.ts";

describe("parseWithElectronArguments", () => {
  test.each([
    { args: ["--", "true"], parsed: { isPrivate: false, build: false, command: "true", args: [] } },
    {
      args: ["--build", "--private", "--", "playwright", "test", "--", "--private"],
      parsed: { isPrivate: true, build: true, command: "playwright", args: ["test", "--", "--private"] },
    },
  ])("reads $args", ({ args, parsed }) => {
    expect(parseWithElectronArguments(args)).toEqual(parsed);
  });

  test.each([
    { args: [], message: "There is no command after `--`" },
    { args: ["true"], message: "Unexpected argument 'true'; run `tsx scripts/with-electron.ts" },
    { args: ["--"], message: "There is no command after `--`" },
    { args: ["--privat", "--", "true"], message: "Unknown option '--privat'; run `tsx scripts/with-electron.ts" },
  ])("refuses $args", ({ args, message }) => {
    expect(() => parseWithElectronArguments(args)).toThrow(message);
  });
});

describe("parseDemoArguments", () => {
  test.each([
    { args: [], parsed: { seconds: undefined, screenshot: undefined, passThrough: [] } },
    { args: ["--seconds", "20"], parsed: { seconds: 20, screenshot: undefined, passThrough: [] } },
    {
      args: ["--seconds=2.5", "--screenshot=out/Picture.PNG", "--", "--show"],
      parsed: { seconds: 2.5, screenshot: "out/Picture.PNG", passThrough: ["--show"] },
    },
    {
      args: ["--screenshot", "out.png", "--seconds", "20"],
      parsed: { seconds: 20, screenshot: "out.png", passThrough: [] },
    },
  ])("reads $args", ({ args, parsed }) => {
    expect(parseDemoArguments(args)).toEqual(parsed);
  });

  test.each([
    { args: ["20"], message: "Unexpected argument '20'; run `npm run demo" },
    { args: ["--second", "20"], message: "Unknown option '--second'; run `npm run demo" },
    { args: ["--seconds"], message: "Option '--seconds <value>' argument missing; run" },
    { args: ["--seconds="], message: "Option '--seconds' needs a value; run" },
    { args: ["--seconds", "--screenshot"], message: "Option '--seconds' argument is ambiguous; run" },
    { args: ["--seconds", "0"], message: "`--seconds 0` is not a number from 1 to 86400" },
    { args: ["--seconds", "-5"], message: "Option '--seconds' argument is ambiguous; run" },
    { args: ["--seconds=-5"], message: "`--seconds -5` is not a number" },
    { args: ["--seconds", "1e3"], message: "`--seconds 1e3` is not a number" },
    { args: ["--seconds", "ten"], message: "`--seconds ten` is not a number" },
    {
      args: ["--seconds", "5", "--screenshot", "out.jpg"],
      message: "`--screenshot out.jpg` does not name a .png file",
    },
    { args: ["--screenshot", "out.png"], message: "`--screenshot` needs `--seconds`" },
  ])("refuses $args", ({ args, message }) => {
    expect(() => parseDemoArguments(args)).toThrow(message);
  });
});
