/** A person is back at a computer that was on all along: what is asked, and what is left alone. */
import { afterEach, expect, test } from "vitest";
import { createMemorySession, type MemorySession, publicUrl } from "../support/memory-session.ts";
import { accountTimers, shownTimers } from "../support/shown-and-held.ts";

const open: MemorySession[] = [];

async function start(): Promise<MemorySession> {
  const memory = createMemorySession();
  open.push(memory);
  memory.session.start();
  await memory.clock.advance(60_000);
  return memory;
}

afterEach(async () => {
  for (const memory of open.splice(0)) {
    const stopping = memory.stop();
    await memory.clock.advance(5_000);
    await stopping;
  }
});

const lists = ({ server }: MemorySession): number =>
  server.requests.filter(({ route }) => route === "GET /v2/timers").length;

const probes = ({ session }: MemorySession): number =>
  session.reachability().answered.find(({ reason }) => reason === "probed")?.count ?? 0;

test("the mirror is compared once and the path proved, while the connection stays and the link is live throughout", async () => {
  const memory = await start();
  memory.server.faults.broadcasts.dropRate = 1;
  memory.server.account.pauseTimer(memory.snapshot().timers[0]?.projectId ?? 0);
  const [listsBefore, probesBefore, shownBefore] = [lists(memory), probes(memory), memory.snapshots.length];
  memory.session.recheck();
  await memory.clock.advance(5_000);
  expect(shownTimers(memory)).toEqual(accountTimers(memory));
  expect([lists(memory) - listsBefore, probes(memory) - probesBefore, memory.reconnects()]).toEqual([1, 1, 0]);
  expect([...new Set(memory.snapshots.slice(shownBefore).map(({ link }) => link.state))]).toEqual(["live"]);
  // Nobody was away from the network: what was not announced counts.
  await memory.clock.advance(60_000);
  expect(memory.snapshot().link.missedBroadcasts).toBe(1);
});

test("where the path leads here no more the first probe says so, and the connection is made anew", async () => {
  const memory = await start();
  memory.path.open = false;
  memory.session.recheck();
  await memory.clock.advance(1_000);
  expect(memory.reconnects()).toBe(1);
  expect(memory.snapshot().link).toMatchObject({ state: "polling", reason: "path-unverified" });
  memory.path.open = true;
  memory.relay({ kind: "starting" });
  memory.relay({ kind: "up", publicUrl });
  await memory.clock.advance(5_000);
  expect(memory.snapshot().link.state).toBe("live");
  expect(memory.reconnects()).toBe(1);
});

test("by itself, without anybody's being back, a single probe that fails changes nothing", async () => {
  const memory = await start();
  memory.session.recheck();
  await memory.clock.advance(280_000);
  memory.path.open = false;
  await memory.clock.advance(21_000);
  memory.path.open = true;
  await memory.clock.advance(60_000);
  expect(memory.reconnects()).toBe(0);
  expect(memory.snapshot().link.state).toBe("live");
});

test("a path that has failed for long is given another connection", async () => {
  const memory = await start();
  memory.path.open = false;
  await memory.clock.advance(600_000);
  const before = memory.reconnects();
  memory.session.recheck();
  await memory.clock.advance(1_000);
  expect(memory.reconnects() - before).toBe(1);
});

test("one that has just come up is given its time", async () => {
  const memory = await start();
  memory.relay({ kind: "starting" });
  memory.path.open = false;
  memory.relay({ kind: "up", publicUrl });
  memory.session.recheck();
  await memory.clock.advance(3_000);
  memory.session.recheck();
  memory.path.open = true;
  await memory.clock.advance(10_000);
  expect(memory.reconnects()).toBe(0);
  expect(memory.snapshot().link.state).toBe("live");
});

test("where nothing is up there is no more waiting", async () => {
  const memory = await start();
  memory.relay({ kind: "down", reason: "unreachable" });
  memory.session.recheck();
  expect([memory.path.retries, memory.reconnects()]).toEqual([1, 0]);
});

test("a window that opens asks for one list", async () => {
  const memory = await start();
  const before = lists(memory);
  memory.session.setWindowOpen(true);
  memory.session.setWindowOpen(true);
  await memory.clock.advance(5_000);
  expect(lists(memory) - before).toBe(1);
});
