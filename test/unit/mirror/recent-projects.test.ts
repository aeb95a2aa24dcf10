import { expect, test } from "vitest";
import { RecentProjects } from "../../../app/mirror/recent-projects.ts";
import { emptyMirror, type MirrorEvent, type MirrorState, reduceMirror } from "../../../app/mirror/reducer.ts";
import type { NokoTimer } from "../../../app/noko/resources.ts";
import { nokoTimer } from "../../support/noko-timers.ts";

function follow(recent: RecentProjects): (event: MirrorEvent) => void {
  let state: MirrorState = emptyMirror;
  return (event) => {
    state = reduceMirror(state, event).state;
    recent.noteMirror(state);
  };
}

function reported(timer: NokoTimer, sequence: number, at: number): MirrorEvent {
  return { kind: "timer", timer, sequence, exchanged: { requestedAt: at, receivedAt: at }, provenance: "push" };
}

test("follows starts and pauses, keeps what is gone, and ends with what was logged", () => {
  const recent = new RecentProjects();
  const apply = follow(recent);
  const at = { requestedAt: 0, receivedAt: 0 };
  const running = nokoTimer(1, { state: "running" });
  apply({
    kind: "list",
    leftOut: [],
    timers: [running, nokoTimer(2), nokoTimer(3)].map((timer) => ({ timer, exchanged: at })),
    sequence: 1,
  });
  expect(recent.list()).toEqual([1, 2, 3]);
  apply(reported(nokoTimer(3, { state: "running" }), 2, 1_000));
  expect(recent.list()).toEqual([3, 1, 2]);
  apply(reported(nokoTimer(2, { description: "only words" }), 3, 2_000));
  expect(recent.list()).toEqual([3, 1, 2]);
  apply({ kind: "gone", projectId: 3, sequence: 4 });
  expect(recent.list()).toEqual([3, 1, 2]);
  recent.noteLogged([9, 1, 8]);
  expect(recent.list()).toEqual([3, 1, 2, 9, 8]);
  recent.noteLogged(Array.from({ length: 30 }, (_, index) => 100 + index));
  expect(recent.list()).toHaveLength(12);
});
