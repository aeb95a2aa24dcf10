import { describe, expect, it } from "vitest";
import { createFixedUrlRelay, createLoopbackRelay } from "../../../app/relay/fixed-url.ts";
import type { RelayState } from "../../../app/relay/relay.ts";
import { settle } from "../../support/fake-clock.ts";

const neverTried = (): Promise<boolean> => Promise.reject(new Error("There is nothing to try out"));

describe("createFixedUrlRelay", () => {
  it("is up at its address, but not before the caller holds it", async () => {
    const states: RelayState[] = [];
    createFixedUrlRelay("https://relay.example/in/").start(4_000, (state) => void states.push(state), neverTried);
    expect(states).toEqual([]);
    await settle();
    expect(states).toEqual([{ kind: "up", publicUrl: "https://relay.example/in" }]);
  });

  it("announces itself again when asked to reconnect, and nothing once stopped", async () => {
    const states: RelayState[] = [];
    const running = createFixedUrlRelay("https://relay.example").start(
      4_000,
      (state) => void states.push(state),
      neverTried,
    );
    await settle();
    running.reconnect();
    await settle();
    expect(states).toHaveLength(2);
    running.reconnect();
    await running.stop();
    running.reconnect();
    await settle();
    expect(states).toHaveLength(2);
  });

  it("is down where the address cannot be used", async () => {
    const states: RelayState[] = [];
    createFixedUrlRelay("http://relay.example").start(4_000, (state) => void states.push(state), neverTried);
    await settle();
    expect(states).toEqual([{ kind: "down", reason: "invalid-address" }]);
  });
});

describe("createLoopbackRelay", () => {
  it("leads to the listener's own port", async () => {
    const states: RelayState[] = [];
    createLoopbackRelay().start(4_321, (state) => void states.push(state), neverTried);
    await settle();
    expect(states).toEqual([{ kind: "up", publicUrl: "http://127.0.0.1:4321" }]);
  });
});
