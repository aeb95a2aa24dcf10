import { describe, expect, test } from "vitest";
import { broadcastReader } from "../../../app/broadcast/reader.ts";
import { createPublicEndpoint, type OpenListener } from "../../../app/endpoint/public-endpoint.ts";
import { createDeferred, type Deferred } from "../../../app/platform/deferred.ts";
import { FakeClock } from "../../support/fake-clock.ts";
import { createMemoryLogger } from "../../support/memory-logger.ts";
import { MemoryPath, publicUrl } from "../../support/memory-session.ts";
import { seededRandom } from "../../support/seeded-random.ts";

/** An endpoint with one account, whose receiver takes as long to disable as a test says. */
async function opened() {
  const clock = new FakeClock();
  const path = new MemoryPath();
  const relay = path.asRelay();
  const listeners = { open: 0, opened: 0 };
  const world = { disabled: null as Deferred | null, opening: null as Deferred | null };
  const endpoint = createPublicEndpoint({
    clock,
    random: seededRandom(1),
    logger: createMemoryLogger(),
    fetch: (url, init) => path.get(url, init),
    relay: () => relay,
    listen: async (reception): Promise<OpenListener> => {
      await world.opening?.reached;
      const listener = path.listen(reception);
      listeners.open += 1;
      listeners.opened += 1;
      return {
        ...listener,
        close: () => {
          listeners.open -= 1;
          return listener.close();
        },
      };
    },
  });
  endpoint.attach({
    reach: "internet",
    path: `/b/${"p".repeat(43)}`,
    clockOffset: () => 0,
    reader: broadcastReader(() => true),
    onArrival: () => undefined,
    onRefused: () => undefined,
    onChange: () => undefined,
    onProved: () => Promise.resolve(),
    onLost: () => world.disabled?.reached ?? Promise.resolve(),
    onReplaced: () => undefined,
  });
  await clock.advance(1_000);
  return { clock, endpoint, relay, listeners, world, state: () => endpoint.state("internet") };
}

const verified = { relay: "up", path: "verified", publicUrl, listener: "open" };

describe("a relay that is chosen", () => {
  test("while the one before is still being left is not left without a listener", async () => {
    const { clock, endpoint, relay, listeners, world, state } = await opened();
    expect(state()).toMatchObject(verified);
    world.disabled = createDeferred();
    const none = endpoint.useRelay(null);
    await clock.advance(100);
    const again = endpoint.useRelay(relay);
    await clock.advance(100);
    world.disabled.reach();
    await clock.advance(60_000);
    await Promise.all([none, again]);
    expect(state()).toMatchObject(verified);
    expect(listeners.open).toBe(1);
    await endpoint.stop();
    expect(listeners.open).toBe(0);
  });

  test("and given up while its listener opens leaves none open", async () => {
    const { clock, endpoint, relay, listeners, world, state } = await opened();
    await endpoint.useRelay(null);
    await clock.advance(1_000);
    expect([listeners.open, state().listener]).toEqual([0, "closed"]);
    world.opening = createDeferred();
    const chosen = endpoint.useRelay(relay);
    await endpoint.useRelay(null);
    world.opening.reach();
    await chosen;
    await clock.advance(60_000);
    expect([listeners.opened, listeners.open, state().listener]).toEqual([2, 0, "closed"]);
    await endpoint.stop();
  });
});
