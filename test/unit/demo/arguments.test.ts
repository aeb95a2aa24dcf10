import { describe, expect, it } from "vitest";
import { parseDemoServerArguments } from "../../../scripts/demo-server-arguments.ts";

describe("the demo server's command line", () => {
  it("has a default for everything", () => {
    expect(parseDemoServerArguments([])).toMatchObject({
      kind: "run",
      options: { port: 0, token: null, cast: "lively", projects: null, rateLimit: true, broadcastInterval: 1000 },
    });
  });

  it("reads what it is given", () => {
    const args =
      "--port 4321 --token x-1 --projects 75 --quiet-cast --no-rate-limit --drop-broadcasts 0.5 --utc-offset=-18000";
    expect(parseDemoServerArguments(args.split(" "))).toMatchObject({
      kind: "run",
      options: {
        port: 4321,
        token: "x-1",
        projects: 75,
        cast: "quiet",
        rateLimit: false,
        dropBroadcasts: 0.5,
        utcOffset: -18_000,
      },
    });
    expect(parseDemoServerArguments(["--help"])).toEqual({ kind: "help" });
  });

  it.each([
    "--port",
    "--port=",
    "--port=x",
    "--port=70000",
    "--port=1e3",
    "--projects=-1",
    "--token=a b",
    "--cast=loud",
    "--cast=off --quiet-cast",
    "--latency=1.5",
    "--drop-broadcasts=2",
    "--unknown",
    "surprise",
    "--quiet-cast=yes",
  ])("refuses %s in one sentence", (line) => {
    expect(parseDemoServerArguments(line.split(/ (?=--)/))).toEqual({
      kind: "bad",
      sentence: expect.stringMatching(/^[^\n]{10,160}\.$/),
    });
  });
});
