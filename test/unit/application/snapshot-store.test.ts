import * as v from "valibot";
import { describe, expect, test } from "vitest";
import { createSnapshotStore } from "../../../app/application/snapshot-store.ts";
import { type AccountId, accountIdSchema } from "../../../app/contract/account-id.ts";
import {
  type AccountView,
  accountViews,
  focusedAccount,
  signedOutSnapshot,
  signedOutView,
  type Snapshot,
} from "../../../app/contract/snapshot.ts";

const idOf = (digit: string): AccountId => v.parse(accountIdSchema, digit.repeat(16));
const [first, second] = [idOf("a"), idOf("b")];

function viewOf(name: string): AccountView {
  return {
    ...signedOutView(0),
    account: { kind: "signed-in", demo: false, name, email: "", timeFormat: "hours_minutes" },
  };
}

function setUp() {
  const store = createSnapshotStore(signedOutSnapshot(0));
  const seen: Snapshot[] = [];
  store.subscribe((snapshot) => seen.push(snapshot));
  const shown = (): readonly (AccountId | null)[] => accountViews(store.get()).map(({ id }) => id);
  return { store, seen, shown };
}

describe("the accounts of a snapshot", () => {
  test("with one account, its fields lie flat and there are no others", () => {
    const { store } = setUp();
    store.open(first, viewOf("Ada")).patch({ timersKnown: true });
    expect(store.get()).toEqual({
      ...viewOf("Ada"),
      id: first,
      timersKnown: true,
      others: [],
      programQuestion: null,
      revision: 2,
    });
  });

  test("one that is added comes in focus; each session changes its own alone", () => {
    const { store, shown } = setUp();
    const ada = store.open(first, viewOf("Ada"));
    const bert = store.open(second, viewOf("Bert"));
    expect(shown()).toEqual([second, first]);
    ada.patch({ recentProjects: [1] });
    bert.patch({ recentProjects: [2] });
    expect(accountViews(store.get()).map(({ recentProjects }) => recentProjects)).toEqual([[2], [1]]);
    expect([ada.get().recentProjects, bert.get().recentProjects]).toEqual([[1], [2]]);
    expect(focusedAccount(store.get()).id).toBe(second);
    store.patch({ problem: { problem: { kind: "offline" }, command: null, projectId: null } });
    expect([ada.get().problem, bert.get().problem?.problem.kind]).toEqual([null, "offline"]);
  });

  test("what is closed is gone, and its session changes nothing any more", () => {
    const { store, shown } = setUp();
    const ada = store.open(first, viewOf("Ada"));
    const bert = store.open(second, viewOf("Bert"));
    store.close(second, signedOutView(0));
    expect(shown()).toEqual([first]);
    const { revision } = store.get();
    bert.patch({ timersKnown: true });
    expect(store.get().revision).toBe(revision);
    store.close(first, signedOutView(0));
    expect(store.get()).toMatchObject({ id: null, account: { kind: "signed-out" }, others: [] });
    ada.patch({ timersKnown: true });
    expect(store.get().timersKnown).toBe(false);
  });

  test("while another account takes the place of the only one, what was shown goes on being shown", () => {
    const { store } = setUp();
    store.open(first, viewOf("Ada")).patch({ timersKnown: true });
    store.close(first);
    expect(store.get()).toMatchObject({ id: null, account: { name: "Ada" }, timersKnown: true, others: [] });
    store.open(second, viewOf("Bert"));
    expect(store.get()).toMatchObject({ id: second, account: { name: "Bert" }, timersKnown: false, others: [] });
  });

  test("revisions rise by one with each change, and a patch that changes nothing makes none", () => {
    const { store, seen } = setUp();
    const ada = store.open(first, viewOf("Ada"));
    ada.patch({ recentProjects: [] });
    ada.patch({ recentProjects: [1] });
    store.open(second, viewOf("Bert"));
    store.close(second);
    expect(seen.map(({ revision }) => revision)).toEqual([1, 2, 3, 4]);
  });
});
