import type { AccountId } from "../contract/account-id.ts";
import type { ProgramQuestion } from "../contract/program-question.ts";
import { type AccountView, accountViews, type Snapshot } from "../contract/snapshot.ts";

export type SnapshotPatch = Partial<AccountView>;

/** What one account's session shows. */
export interface AccountViewStore {
  get(): AccountView;
  patch(patch: SnapshotPatch): void;
}

/** Holds the one snapshot. A patch that changes nothing makes no new revision, so nothing is drawn for it. */
export interface SnapshotStore {
  get(): Snapshot;
  /** Changes what is shown of the account in focus, or while nobody is signed in. */
  patch(patch: SnapshotPatch): void;
  /** Changes what a person is asked for a program. */
  askForProgram(question: ProgramQuestion | null): void;
  /** Shows one more account, in focus, as `view` says. It is shown until `close`; patches after that do nothing. */
  open(id: AccountId, view: AccountView): AccountViewStore;
  /** Where no account is left, `empty` is shown; without it the same as before goes on being shown. */
  close(id: AccountId, empty?: AccountView): void;
  /** Returns a function that unsubscribes. */
  subscribe(listener: (snapshot: Snapshot) => void): () => void;
}

export function createSnapshotStore(initial: Snapshot): SnapshotStore {
  let snapshot = initial;
  const listeners = new Set<(snapshot: Snapshot) => void>();

  function show([focused, ...others]: readonly AccountView[]): void {
    showNext({ ...snapshot, ...focused, others });
  }

  function showNext(next: Snapshot): void {
    if (sameValue(snapshot, next)) return;
    snapshot = { ...next, revision: snapshot.revision + 1 };
    for (const listener of listeners) listener(snapshot);
  }

  function signedIn(): readonly AccountView[] {
    return snapshot.id === null ? [] : [viewOf(snapshot), ...snapshot.others];
  }

  return {
    get: () => snapshot,
    askForProgram: (programQuestion) => showNext({ ...snapshot, programQuestion }),
    patch: (patch) => show([{ ...viewOf(snapshot), ...patch }, ...snapshot.others]),
    open(id, view) {
      show([{ ...view, id }, ...signedIn().filter((other) => other.id !== id)]);
      let last: AccountView = { ...view, id };
      const isMine = (candidate: AccountView): boolean => candidate.id === id;
      return {
        get: () => (last = accountViews(snapshot).find(isMine) ?? last),
        patch(patch) {
          const patched = (one: AccountView): AccountView => (isMine(one) ? { ...one, ...patch, id } : one);
          show(signedIn().map(patched));
        },
      };
    },
    close(id, empty = { ...viewOf(snapshot), id: null }) {
      const rest = signedIn().filter((view) => view.id !== id);
      show(rest.length === 0 ? [empty] : rest);
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}

function viewOf(snapshot: Snapshot): AccountView {
  const { revision: _, others: __, programQuestion: ___, ...view } = snapshot;
  return view;
}

/** Deep equality of plain data; identical parts, which are the most, are not compared in depth. */
function sameValue(one: unknown, other: unknown): boolean {
  if (Object.is(one, other)) return true;
  if (!isObject(one) || !isObject(other) || Array.isArray(one) !== Array.isArray(other)) return false;
  const keys = Object.keys(one);
  return keys.length === Object.keys(other).length && keys.every((key) => sameValue(one[key], other[key]));
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null;
}
