import * as v from "valibot";
import { castProjectIds } from "../../app/demo/cast-projects.ts";
import { eventSchema } from "../../app/local-api/protocol.ts";
import type { LocalBench } from "./local-bench.ts";
import type { LocalClient } from "./local-client.ts";
import type { SkippingClock } from "./skipping-clock.ts";

export interface WatchedChanges {
  readonly changesAtTheAccount: number;
  /** Events whose timers are not those of the snapshot of their revision. */
  readonly disagreements: number;
  readonly watchersThatSawAll: number;
}

/** Has a person change timers while programs watch, and compares what each was told with each snapshot. */
export async function watchChanges(
  bench: LocalBench,
  clock: SkippingClock,
  { watchers: count, changes }: { readonly watchers: number; readonly changes: number },
): Promise<WatchedChanges> {
  const { application } = bench;
  const shown = new Map<number, string>();
  application.onSnapshot(({ revision, timers }) => {
    shown.set(revision, JSON.stringify(timers.map(({ projectId, state }) => [projectId, state])));
  });
  const watchers = await Promise.all(Array.from({ length: count }, () => bench.connect()));
  await Promise.all(watchers.map((watcher) => watcher.ask({ do: "watch", events: ["timers"] })));
  const before = bench.changes().length;
  const { gear, sprockets } = castProjectIds;
  for (let change = 0; change < changes; change += 1) {
    const projectId = change % 2 === 0 ? gear : sprockets;
    await clock.hurryUntil(application.dispatch({ kind: change % 4 < 2 ? "start" : "pause", projectId }));
  }
  const changesAtTheAccount = bench.changes().length - before;
  await Promise.all(watchers.map((watcher) => watcher.ask({ do: "status" })));
  const told = watchers.map((watcher) => eventsOf(watcher));
  const last = told.map((events) => events.at(-1)?.revision);
  return {
    changesAtTheAccount,
    disagreements: told.flat().filter(({ revision, timers }) => shown.get(revision) !== timers).length,
    watchersThatSawAll: told.filter((events, index) => isSame(events, told[0]) && last[index] !== undefined).length,
  };
}

interface Told {
  readonly revision: number;
  readonly timers: string;
}

function eventsOf(watcher: LocalClient): readonly Told[] {
  return watcher.events().map((message) => {
    const event = v.parse(eventSchema, message);
    if (event.event !== "timers") throw new Error(`Nobody asked for ${event.event}.`);
    const { timers } = event.status;
    return {
      revision: event.revision,
      timers: JSON.stringify(timers.map(({ project, state }) => [project.id, state])),
    };
  });
}

function isSame(one: readonly Told[], other: readonly Told[] | undefined): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
