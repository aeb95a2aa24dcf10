import { describe, expect, test } from "vitest";
import type { SnapshotMessage } from "../../../app/contract/requests.ts";
import { signedOutSnapshot } from "../../../app/contract/snapshot.ts";
import type { Project } from "../../../app/model/project.ts";
import { createSnapshotStore, type SnapshotStore } from "../../../renderer/bridge/snapshot-store.ts";
import { eventually } from "../../support/eventually.ts";
import { deferred, FakeBridge, wholeMessage } from "./fake-bridge.ts";

/** A store on a bridge that answers when the test wants, and on a clock that stands where the test sets it. */
function setUp() {
  const answer = deferred<SnapshotMessage>();
  const bridge = new FakeBridge(answer.promise);
  const clock = { now: 0 };
  const store = createSnapshotStore(bridge, () => clock.now);
  return { answer, bridge, clock, store };
}

function message(revision: number, monotonicNow = 0): SnapshotMessage {
  return wholeMessage({ ...signedOutSnapshot(0), revision }, monotonicNow);
}

function aProject(name: string, view: number): Project {
  return { id: view + 1, name, group: null, color: null, billingIncrement: 10, billable: true, enabled: true };
}

function withProjects(revision: number, ...names: readonly string[]): SnapshotMessage {
  return wholeMessage({ ...signedOutSnapshot(0), revision, projects: names.map(aProject) });
}

/** The next snapshot, which has the same projects. */
function brief(revision: number, projectsSince: number): SnapshotMessage {
  return { ...withProjects(revision), projects: null, projectsSince };
}

function names({ current }: Pick<SnapshotStore, "current">): readonly string[] | undefined {
  return current()?.projects.map(({ name }) => name);
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

  test("keeps the higher revision, pushed or fetched", async () => {
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
    let shown = 0;
    const unsubscribe = store.subscribe(() => {
      shown += 1;
    });
    answer.resolve(message(1));
    await answer.promise;
    bridge.push(message(1));
    bridge.push(message(2));
    unsubscribe();
    bridge.push(message(3));
    expect(shown).toBe(2);
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
    answer.resolve(withProjects(1, "A", "B"));
    await answer.promise;
    const first = store.current()?.projects;
    bridge.push(withProjects(2, "A", "B"));
    expect(store.current()?.projects).toBe(first);
    bridge.push(brief(3, 2));
    expect(store.current()?.projects).toBe(first);
    expect(store.current()?.revision).toBe(3);
    bridge.push(withProjects(4, "A", "C"));
    bridge.push(brief(5, 4));
    expect(names(store)).toEqual(["A", "C"]);
    expect(store.current()?.revision).toBe(5);
  });

  test("a push without the list before the first answer waits for it", async () => {
    const { store, answer, bridge } = setUp();
    bridge.push(brief(2, 1));
    expect(store.current()).toBeNull();
    answer.resolve(withProjects(2, "A"));
    await answer.promise;
    expect(names(store)).toEqual(["A"]);
  });

  test("an answer that a push without the list has overtaken is shown, and asked for once more", async () => {
    const { store, answer, bridge } = setUp();
    bridge.push(brief(3, 1));
    bridge.snapshotAnswer = Promise.resolve(withProjects(3, "A"));
    answer.resolve(withProjects(2, "A"));
    await eventually(() => expect(store.current()?.revision).toBe(3));
    expect(bridge.snapshotRequests).toBe(2);
  });

  test("a list that was missed is asked for, once for many pushes", async () => {
    const { store, answer, bridge } = setUp();
    answer.resolve(withProjects(1, "A"));
    await answer.promise;
    bridge.snapshotAnswer = Promise.resolve(withProjects(9, "B"));
    for (const revision of [7, 8, 9]) bridge.push(brief(revision, 6));
    expect(names(store)).toEqual(["A"]);
    await eventually(() => expect(names(store)).toEqual(["B"]));
    expect(bridge.snapshotRequests).toBe(2);
  });

  test("a refused question is asked again with the next push that needs it", async () => {
    const { store, answer, bridge } = setUp();
    answer.reject(new Error("refused"));
    await expect(answer.promise).rejects.toThrow("refused");
    bridge.snapshotAnswer = Promise.resolve(withProjects(4, "A"));
    bridge.push(brief(4, 1));
    await eventually(() => expect(names(store)).toEqual(["A"]));
  });
});
