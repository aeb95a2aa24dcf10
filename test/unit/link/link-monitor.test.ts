import { describe, expect, it } from "vitest";
import { type Link, signedOutSnapshot } from "../../../app/contract/snapshot.ts";
import { createLinkHealth } from "../../../app/link/link-health.ts";
import { createMemorySettings } from "../../../app/platform/memory-stores.ts";
import { LinkMonitor } from "../../../app/link/link-monitor.ts";
import { FakeClock } from "../../support/fake-clock.ts";
import { createMemoryLogger } from "../../support/memory-logger.ts";

const open = { relay: "up", path: "verified", receiver: "ready" } as const;

function monitored() {
  const clock = new FakeClock();
  let link: Link = signedOutSnapshot(clock.wallNow()).link;
  const intervals: number[] = [];
  const monitor = new LinkMonitor({
    clock,
    health: createLinkHealth({ clock, store: createMemorySettings() }),
    logger: createMemoryLogger(),
    shown: () => link,
    show: (next) => void (link = next),
    onInterval: (milliseconds) => void intervals.push(milliseconds),
  });
  return { clock, monitor, link: () => link, interval: () => intervals.at(-1) };
}

function live() {
  const bench = monitored();
  bench.monitor.reached(open, "srv.us");
  bench.monitor.answered(true);
  expect(bench.link()).toMatchObject({ state: "live", reason: "verified", relay: "srv.us" });
  return bench;
}

describe("live", () => {
  it("wants a whole list that was read since the path was open", () => {
    const { monitor, link } = monitored();
    monitor.answered(true);
    expect(monitor.reached(open, "srv.us")).toBe(true);
    expect(link()).toMatchObject({ state: "polling", reason: "path-unproved" });
    monitor.answered(false);
    expect(link().state).toBe("polling");
    monitor.answered(true);
    expect(link().state).toBe("live");
  });

  it("or a broadcast", () => {
    const { monitor, link, clock } = monitored();
    monitor.answered(true);
    monitor.reached(open, "srv.us");
    monitor.broadcastArrived();
    expect(link()).toMatchObject({ state: "live", lastBroadcastAt: clock.wallNow() });
  });

  it("has to be proved again once the path was shut, or leads elsewhere", () => {
    const { monitor, link } = live();
    expect(monitor.reached({ ...open, path: "failed" }, "srv.us")).toBe(false);
    monitor.answered(true);
    monitor.reached(open, "srv.us");
    expect(link()).toMatchObject({ state: "polling", reason: "path-unproved" });
    monitor.answered(true);
    monitor.noteNewWay();
    expect(link()).toMatchObject({ state: "polling", reason: "path-unproved", lastBroadcastAt: null });
  });
});

describe("since", () => {
  it("is when the state began, whatever its reason", async () => {
    const { monitor, link, clock } = live();
    const began = link().since;
    await clock.advance(60_000);
    monitor.answered(true);
    expect(link().since).toBe(began);
    monitor.reached({ ...open, relay: "down" }, null);
    expect(link()).toMatchObject({ state: "polling", reason: "relay-down", since: began + 60_000 });
    await clock.advance(60_000);
    monitor.reached({ ...open, path: "failed" }, "srv.us");
    expect(link()).toMatchObject({ state: "polling", reason: "path-unverified", since: began + 60_000 });
  });

  it("of offline is when its reason began", async () => {
    const { monitor, link, clock } = live();
    monitor.refused("account-locked");
    const began = link().since;
    await clock.advance(60_000);
    monitor.refused("account-fails");
    expect(link()).toMatchObject({ state: "offline", reason: "account-fails", since: began + 60_000 });
  });
});

describe("missed broadcasts", () => {
  it("are news once, until a list holds no surprise", () => {
    const { monitor, link } = live();
    expect([monitor.missed(1, false), monitor.missed(2, true), monitor.missed(3, true)]).toEqual([false, true, false]);
    expect(link()).toMatchObject({ state: "polling", reason: "broadcasts-missed", missedBroadcasts: 3 });
    expect([monitor.missed(3, false), monitor.missed(4, true)]).toEqual([false, true]);
  });

  it("are still missed after a broadcast alone", () => {
    const { monitor, link } = live();
    monitor.missed(2, true);
    monitor.broadcastArrived();
    expect(link().reason).toBe("broadcasts-missed");
    monitor.missed(2, false);
    expect(link().state).toBe("live");
  });
});

describe("refused traffic", () => {
  it("is over with the first broadcast that comes five seconds later", async () => {
    const { monitor, link, clock } = live();
    monitor.refusedTraffic();
    await clock.advance(4_999);
    monitor.broadcastArrived();
    expect(link().reason).toBe("broadcasts-missed");
    await clock.advance(1);
    monitor.broadcastArrived();
    expect(link().state).toBe("live");
  });

  it("each further refusal begins the five seconds anew", async () => {
    const { monitor, link, clock } = live();
    monitor.refusedTraffic();
    await clock.advance(4_000);
    monitor.refusedTraffic();
    await clock.advance(4_000);
    monitor.broadcastArrived();
    expect(link().reason).toBe("broadcasts-missed");
  });

  it("outlives an end of missed broadcasts", () => {
    const { monitor, link } = live();
    monitor.missed(2, true);
    monitor.refusedTraffic();
    monitor.missed(2, false);
    expect(link().reason).toBe("broadcasts-missed");
  });
});

it("the interval follows the link and the window", () => {
  const { monitor, link, interval } = live();
  expect([interval(), link().pollSeconds]).toEqual([285_000, null]);
  monitor.missed(2, true);
  expect([interval(), link().pollSeconds]).toEqual([25_000, 25]);
  monitor.setWindowOpen(true);
  expect([interval(), link().pollSeconds]).toEqual([10_000, 10]);
  monitor.setWindowOpen(false);
  expect(interval()).toBe(25_000);
});

it("an answer ends what a wake made uncertain", () => {
  const { monitor, link } = live();
  monitor.woken();
  expect(link()).toMatchObject({ state: "stale", reason: "woken" });
  monitor.answered(false);
  expect(link().state).toBe("live");
});
