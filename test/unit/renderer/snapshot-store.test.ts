import { describe, expect, test } from "vitest";
import type { SnapshotMessage } from "../../../app/contract/ipc.ts";
import { signedOutSnapshot } from "../../../app/contract/snapshot.ts";
import { createSnapshotStore } from "../../../renderer/snapshot-store.ts";
import { deferred, FakeBridge } from "./fake-bridge.ts";

/** A store on a bridge that answers when the test wants, and on a clock that stands where the test sets it. */
function setUp() {
  const answer = deferred<SnapshotMessage>();
  const bridge = new FakeBridge(answer.promise);
  const clock = { now: 0 };
  const store = createSnapshotStore(bridge, () => clock.now);
  return { answer, bridge, clock, store };
}

function message(revision: number, monotonicNow = 0): SnapshotMessage {
  return { snapshot: { ...signedOutSnapshot(0), revision }, monotonicNow };
}

describe("the snapshot store", () => {
  test("subscribes before it asks", () => {
    const calls: string[] = [];
    createSnapshotStore({
      onSnapshot: () => {
        calls.push("subscribe");
        return () => undefined;
      },
      getSnapshot: () => {
        calls.push("get");
        return deferred<SnapshotMessage>().promise;
      },
    });
    expect(calls).toEqual(["subscribe", "get"]);
  });

  test("keeps the higher revision, whichever way it came", async () => {
    const { store, answer, bridge } = setUp();
    expect(store.current()).toBeNull();
    bridge.push(message(7));
    answer.resolve(message(6));
    await answer.promise;
    expect(store.current()?.revision).toBe(7);
    bridge.push(message(5));
    expect(store.current()?.revision).toBe(7);
    bridge.push(message(8));
    expect(store.current()?.revision).toBe(8);
  });

  test("tells of a new revision and not of an old one", async () => {
    const { store, answer, bridge } = setUp();
    let told = 0;
    const unsubscribe = store.subscribe(() => {
      told += 1;
    });
    answer.resolve(message(1));
    await answer.promise;
    bridge.push(message(1));
    bridge.push(message(2));
    unsubscribe();
    bridge.push(message(3));
    expect(told).toBe(2);
  });

  test("lives on pushes when asking is refused", async () => {
    const { store, answer, bridge } = setUp();
    answer.reject(new Error("refused"));
    await expect(answer.promise).rejects.toThrow("refused");
    bridge.push(message(1));
    expect(store.current()?.revision).toBe(1);
  });

  test("ends its subscription", () => {
    const { store, bridge } = setUp();
    store.close();
    expect(bridge.listenerCount).toBe(0);
  });

  test("reads main's clock through its own; a slow message does not set it back", async () => {
    const { store, answer, bridge, clock } = setUp();
    clock.now = 100;
    answer.resolve(message(1, 5000));
    await answer.promise;
    expect(store.monotonicNow()).toBe(5000);
    clock.now = 1100;
    expect(store.monotonicNow()).toBe(6000);
    bridge.push(message(2, 5700));
    expect(store.monotonicNow()).toBe(6000);
    bridge.push(message(3, 6010));
    expect(store.monotonicNow()).toBe(6010);
  });

  test("follows when one of the clocks stood still", async () => {
    const { store, answer, bridge, clock } = setUp();
    answer.resolve(message(1, 5000));
    await answer.promise;
    clock.now = 60_000;
    bridge.push(message(2, 6000));
    expect(store.monotonicNow()).toBe(6000);
  });

  test("keeps its list of projects while messages say the same, and takes a new one", async () => {
    const { store, answer, bridge } = setUp();
    const project = { id: 1, name: "Gear GmbH", color: null, billingIncrement: 10, billable: true, enabled: true };
    const withProject = (revision: number, change: object): SnapshotMessage => {
      const { snapshot, monotonicNow } = message(revision);
      return { snapshot: { ...snapshot, projects: [{ ...project, ...change }] }, monotonicNow };
    };
    answer.resolve(withProject(1, {}));
    await answer.promise;
    const first = store.current()?.projects;
    bridge.push(withProject(2, {}));
    expect(store.current()?.projects).toBe(first);
    expect(store.current()?.revision).toBe(2);
    bridge.push(withProject(3, { billable: false }));
    expect(store.current()?.projects).toEqual([{ ...project, billable: false }]);
  });
});
