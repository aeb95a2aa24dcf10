import type { Snapshot } from "../contract/snapshot.ts";

export type SnapshotPatch = Partial<Omit<Snapshot, "revision">>;

/** Holds the one snapshot. A patch that changes nothing makes no new revision, so nobody redraws for it. */
export interface SnapshotStore {
  get(): Snapshot;
  patch(patch: SnapshotPatch): void;
  /** Answers a function that ends the subscription. */
  subscribe(listener: (snapshot: Snapshot) => void): () => void;
}

export function createSnapshotStore(initial: Snapshot): SnapshotStore {
  let snapshot = initial;
  const listeners = new Set<(snapshot: Snapshot) => void>();
  return {
    get: () => snapshot,
    patch(patch) {
      const next = { ...snapshot, ...patch };
      if (sameValue(snapshot, next)) return;
      snapshot = { ...next, revision: snapshot.revision + 1 };
      for (const listener of listeners) listener(snapshot);
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}

/** Deep equality of plain data; identical parts, which are the most, are not looked into. */
function sameValue(one: unknown, other: unknown): boolean {
  if (Object.is(one, other)) return true;
  if (!isObject(one) || !isObject(other) || Array.isArray(one) !== Array.isArray(other)) return false;
  const keys = Object.keys(one);
  return keys.length === Object.keys(other).length && keys.every((key) => sameValue(one[key], other[key]));
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null;
}
