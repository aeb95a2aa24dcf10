import { describe, expect, it } from "vitest";
import { LocalEnd } from "../../../app/endpoint/local-end.ts";
import type { Fetch } from "../../../app/platform/ports.ts";
import { FakeClock } from "../../support/fake-clock.ts";
import { createMemoryLogger } from "../../support/memory-logger.ts";
import { seededRandom } from "../../support/seeded-random.ts";
import { sampleBody, samplePath, sampleRequest, sampleSecret } from "../broadcast/support/sample-broadcast.ts";

function createBench() {
  const clock = new FakeClock();
  const logger = createMemoryLogger();
  const heard: string[] = [];
  /** The internet: every address leads to the intake, unless it is a stranger's. */
  const fetch: Fetch = (address, { method, headers }) => {
    const url = new URL(address);
    if (url.host === "stranger.example") return Promise.reject(new TypeError("fetch failed"));
    const rawHeaders = ["Host", url.host, ...Object.entries(headers).flat()];
    const { status, body } = localEnd.intake.receive({
      method,
      target: url.pathname,
      rawHeaders,
      body: Buffer.alloc(0),
    });
    return Promise.resolve({ status, headers: { get: () => null }, text: () => Promise.resolve(body) });
  };
  const localEnd = new LocalEnd(
    {
      clock,
      random: seededRandom(1),
      logger,
      fetch,
      clockOffset: () => 0,
      isOwnUrl: (url) => url.includes("nokotime"),
    },
    { onChanged: (url) => void heard.push(url), onDoubt: () => void heard.push("doubt") },
  );
  const post = (host: string, lastEvent = "timer.running"): number =>
    localEnd.intake.receive(sampleRequest(sampleBody({ lastEvent }, clock.wallNow()), { host })).status;
  return { clock, logger, heard, localEnd, post };
}

describe("the end of the path on this computer", () => {
  it("lets nothing in until it is open, knows its address and the secret", () => {
    const { localEnd, post } = createBench();
    localEnd.acceptAt("https://one.example");
    localEnd.acceptSecret(sampleSecret);
    expect(post("one.example")).toBe(421);
    localEnd.open(samplePath);
    expect(post("one.example")).toBe(421);
    localEnd.acceptAt("https://one.example");
    expect(post("one.example")).toBe(401);
    localEnd.acceptSecret(sampleSecret);
    expect(post("one.example")).toBe(200);
    localEnd.close();
    expect(post("one.example")).toBe(421);
    localEnd.acceptAt("https://one.example");
    expect(post("one.example")).toBe(421);
  });

  it("tells what a genuine broadcast is about, without a word of it in the log", () => {
    const { localEnd, logger, heard, post } = createBench();
    localEnd.open(samplePath);
    localEnd.acceptAt("https://one.example");
    localEnd.acceptSecret(sampleSecret);
    post("one.example");
    post("one.example", "timer.teleported");
    expect(heard).toEqual(["https://api.nokotime.com/v2/projects/37396/timer", "doubt"]);
    expect(logger.lines.join()).not.toContain("37396");
  });

  it("finds out whether an address leads here", async () => {
    const { localEnd } = createBench();
    expect(await localEnd.probe("https://one.example")).toEqual({ kind: "unreachable" });
    localEnd.open(samplePath);
    localEnd.acceptAt("https://one.example");
    expect(await localEnd.probe("https://one.example")).toMatchObject({ kind: "verified" });
    expect(await localEnd.probe("https://two.example")).toEqual({ kind: "wrong-answer", status: 421 });
    expect(await localEnd.probe("https://stranger.example")).toEqual({ kind: "unreachable" });
  });

  it.each([
    ["https://two.example", true],
    ["https://stranger.example", false],
  ])("tries %s out while the present address remains the present one", async (candidate, leadsHere) => {
    const { clock, localEnd, post } = createBench();
    localEnd.open(samplePath);
    localEnd.acceptAt("https://one.example");
    localEnd.acceptSecret(sampleSecret);
    expect(await localEnd.tryOut(candidate, "https://one.example")).toBe(leadsHere);
    await clock.advance(61_000);
    expect(post("one.example")).toBe(200);
    expect(post(new URL(candidate).host)).toBe(421);
  });

  it("tries an address out also where there is none yet, and none while it is closed", async () => {
    const { localEnd } = createBench();
    expect(await localEnd.tryOut("https://one.example", null)).toBe(false);
    localEnd.open(samplePath);
    expect(await localEnd.tryOut("https://one.example", null)).toBe(true);
  });
});
