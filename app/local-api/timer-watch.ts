import type { AccountId } from "../contract/account-id.ts";
import type { Application } from "../contract/application.ts";
import { type AccountView, accountViews, signedOutView, type Snapshot } from "../contract/snapshot.ts";
import type { Clock } from "../platform/ports.ts";
import type { ChangedBy } from "./protocol.ts";
import { changedBy, changesOf, timersChanged, type WatchedEvent } from "./timer-changes.ts";

/** One account, or whichever is in focus. */
export type Watched = AccountId | "focus";

export interface WatchNews {
  readonly snapshot: Snapshot;
  readonly view: AccountView;
  readonly changes: readonly WatchedEvent[];
  /** Null where no timer changed. */
  readonly by: ChangedBy | null;
}

/** Follows the snapshots for all programs together: each change is compared once, however many watch. */
export interface TimerWatch {
  /** Called for each snapshot in which something of that account is different. Returns a function that unsubscribes. */
  watch(watched: Watched, listener: (news: WatchNews) => void): () => void;
  /** Whether timers of the account changed after the snapshot of that revision. */
  changedSince(id: AccountId | null, revision: number): boolean;
  /** A program's verb on the project begins. Returns what to call when it is over. */
  verbBegins(id: AccountId | null, projectId: number): () => void;
  stop(): void;
}

export type TimerWatchPorts = Pick<Application, "snapshot" | "onSnapshot">;

export function createTimerWatch(application: TimerWatchPorts, clock: Pick<Clock, "wallNow">): TimerWatch {
  let last = application.snapshot();
  const startedAt = last.revision;
  const timersChangedAt = new Map<AccountId | null, number>();
  const listeners = new Map<Watched, Set<(news: WatchNews) => void>>();
  const underWay: { readonly id: AccountId | null; readonly projectId: number }[] = [];

  function viewIn(snapshot: Snapshot, watched: Watched): AccountView {
    if (watched === "focus") return snapshot;
    return accountViews(snapshot).find(({ id }) => id === watched) ?? signedOutView(clock.wallNow());
  }

  function noteTimers(before: Snapshot, after: Snapshot): void {
    for (const view of accountViews(after)) {
      const old = accountViews(before).find(({ id }) => id === view.id);
      if (old === undefined || timersChanged(old, view)) timersChangedAt.set(view.id, after.revision);
    }
  }

  function newsOf(watched: Watched, before: Snapshot, snapshot: Snapshot): WatchNews | null {
    const [old, view] = [viewIn(before, watched), viewIn(snapshot, watched)];
    const changes = changesOf(old, view);
    if (changes.length === 0) return null;
    const isByProgram = (projectId: number): boolean =>
      underWay.some((verb) => verb.id === view.id && verb.projectId === projectId);
    const by = changes.includes("timers") ? changedBy(old, view, isByProgram, clock.wallNow()) : null;
    return { snapshot, view, changes, by };
  }

  const unsubscribe = application.onSnapshot((snapshot) => {
    const before = last;
    last = snapshot;
    noteTimers(before, snapshot);
    for (const [watched, each] of listeners) {
      const news = newsOf(watched, before, snapshot);
      if (news !== null) for (const listener of each) listener(news);
    }
  });

  return {
    watch(watched, listener) {
      const each = listeners.get(watched) ?? new Set();
      listeners.set(watched, each.add(listener));
      return () => {
        each.delete(listener);
        if (each.size === 0) listeners.delete(watched);
      };
    },
    changedSince: (id, revision) => revision < (timersChangedAt.get(id) ?? startedAt),
    verbBegins(id, projectId) {
      const verb = { id, projectId };
      underWay.push(verb);
      return () => void underWay.splice(underWay.indexOf(verb), 1);
    },
    stop: unsubscribe,
  };
}
