import { describe, expect, test } from "vitest";
import { Route, type RouteState } from "../../../app/endpoint/route.ts";
import type { RelayState } from "../../../app/relay/relay.ts";
import { FakeClock } from "../../support/fake-clock.ts";
import { createMemoryLogger } from "../../support/memory-logger.ts";

const publicUrl = "https://one.test";
const probeInterval = 5 * 60_000;

/** A route whose relay does and whose probes find what a test says. */
async function routed() {
  const clock = new FakeClock();
  const did: string[] = [];
  const states: RouteState[] = [];
  const world = { answers: true, tell: (_state: RelayState): void => undefined };
  const route = new Route({
    clock,
    logger: createMemoryLogger(),
    relay: {
      name: "test",
      start: (_port, onState) => {
        world.tell = onState;
        return {
          reconnect: () => void did.push("reconnect"),
          retry: () => void did.push("retry"),
          probed: (outcome) => void did.push(outcome),
          stop: () => Promise.resolve(did.push("stop")).then(() => undefined),
        };
      },
    },
    localPort: 1,
    accept: (url) => void did.push(`accept ${url}`),
    probe: () => Promise.resolve(world.answers ? { kind: "verified", milliseconds: 1 } : { kind: "unreachable" }),
    tryOut: () => Promise.resolve(true),
    onChange: (state) => void states.push(state),
    onProved: (_url, isNews) => Promise.resolve(did.push(isNews ? "proved" : "proved again")).then(() => undefined),
    onLost: () => void did.push("lost"),
  });
  route.start();
  world.tell({ kind: "up", publicUrl });
  await clock.advance(0);
  return { clock, route, world, did, taken: () => did.splice(0) };
}

describe("a path that was proved", () => {
  test("is proved again every five minutes, and that is no news", async () => {
    const { clock, taken } = await routed();
    expect(taken()).toEqual([`accept ${publicUrl}`, "verified", "proved"]);
    await clock.advance(probeInterval - 1);
    expect(taken()).toEqual([]);
    await clock.advance(1);
    expect(taken()).toEqual(["verified", "proved again"]);
  });

  test("is given up after two failures in a row, and not after one", async () => {
    const { clock, world, route, taken } = await routed();
    world.answers = false;
    taken();
    await clock.advance(probeInterval);
    expect([route.state.path, taken()]).toEqual(["verified", ["failed"]]);
    await clock.advance(29_999);
    expect(taken()).toEqual([]);
    await clock.advance(1);
    expect([route.state.path, taken()]).toEqual(["failed", ["reconnect", "failed"]]);
  });

  test("that answers in between has all its patience again", async () => {
    const { clock, world, route } = await routed();
    world.answers = false;
    await clock.advance(probeInterval);
    world.answers = true;
    await clock.advance(30_000);
    world.answers = false;
    await clock.advance(probeInterval);
    expect(route.state.path).toBe("verified");
  });

  test("that is doubted is given up after one failure", async () => {
    const { clock, world, route, taken } = await routed();
    await clock.advance(15_000);
    world.answers = false;
    taken();
    route.recheck();
    await clock.advance(0);
    expect([route.state.path, taken()]).toEqual(["failed", ["retry", "reconnect", "failed"]]);
  });
});

describe("a relay", () => {
  test("that is down means that nothing may be sent there any more; one that starts again does not yet", async () => {
    const { route, world, taken } = await routed();
    taken();
    world.tell({ kind: "starting" });
    expect([route.state.relay, route.state.publicUrl, taken()]).toEqual(["starting", null, []]);
    world.tell({ kind: "down", reason: "unreachable" });
    expect([route.state.relay, taken()]).toEqual(["down", ["lost"]]);
    world.tell({ kind: "down", reason: "untrusted" });
    expect([route.state.relay, taken()]).toEqual(["untrusted", ["lost"]]);
  });

  test("with another address is proved anew; with the same one it was heard twice", async () => {
    const { clock, route, world, taken } = await routed();
    taken();
    world.tell({ kind: "up", publicUrl });
    await clock.advance(0);
    expect(taken()).toEqual([]);
    world.tell({ kind: "up", publicUrl: "https://two.test", via: "second" });
    expect(route.state).toEqual({ relay: "up", via: "second", publicUrl: "https://two.test", path: "unproved" });
    await clock.advance(0);
    expect(taken()).toEqual(["accept https://two.test", "verified", "proved"]);
  });

  test("that has only just come up is not doubted", async () => {
    const { clock, route, taken } = await routed();
    taken();
    await clock.advance(14_999);
    route.recheck();
    await clock.advance(0);
    expect(taken()).toEqual(["retry"]);
  });
});

test("nothing is asked or told after the end", async () => {
  const { clock, route, world, taken } = await routed();
  await route.stop();
  taken();
  world.tell({ kind: "down", reason: "lost" });
  route.wake();
  route.recheck();
  await route.prove();
  await clock.advance(2 * probeInterval);
  expect(taken()).toEqual([]);
  expect(clock.pendingCount).toBe(0);
});
