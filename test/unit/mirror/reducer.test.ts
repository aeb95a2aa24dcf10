import { describe, expect, test } from "vitest";
import { emptyMirror, type MirrorEvent, type MirrorState, reduceMirror } from "../../../app/mirror/reducer.ts";
import { timersOf } from "../../../app/mirror/view.ts";
import type { NokoTimer } from "../../../app/noko/resources.ts";
import { nokoTimer } from "../../support/noko-timers.ts";

function timer(resource: NokoTimer, sequence: number, receivedAt = 0, requestedAt = receivedAt): MirrorEvent {
  return { kind: "timer", timer: resource, sequence, exchanged: { requestedAt, receivedAt }, provenance: "push" };
}

function list(resources: readonly NokoTimer[], sequence: number, receivedAt = 0): MirrorEvent {
  return {
    kind: "list",
    leftOut: [],
    timers: resources.map((timer) => ({ timer, exchanged: { requestedAt: receivedAt, receivedAt } })),
    sequence,
  };
}

function gone(projectId: number, sequence: number): MirrorEvent {
  return { kind: "gone", projectId, sequence };
}

function after(...events: readonly MirrorEvent[]): MirrorState {
  return events.reduce((state, event) => reduceMirror(state, event).state, emptyMirror);
}

function shown(state: MirrorState): readonly string[] {
  return timersOf(state).map((entry) => `${entry.projectId} ${entry.state} ${Math.floor(entry.anchor.seconds)}`);
}

const running = (projectId: number, seconds: number): NokoTimer => nokoTimer(projectId, { state: "running", seconds });
const paused = (projectId: number, seconds: number): NokoTimer => nokoTimer(projectId, { state: "paused", seconds });

describe("which answer wins", () => {
  const cases: readonly [name: string, events: readonly MirrorEvent[], expected: readonly string[]][] = [
    ["a first timer appears", [timer(running(1, 5), 1)], ["1 running 5"]],
    ["a newer answer replaces", [timer(running(1, 5), 1), timer(paused(1, 9), 2)], ["1 paused 9"]],
    ["an older answer is ignored", [timer(paused(1, 9), 2), timer(running(1, 5), 1)], ["1 paused 9"]],
    ["a list replaces everything older", [timer(paused(1, 9), 1), list([paused(2, 3)], 2)], ["2 paused 3"]],
    ["a list spares what is newer", [timer(paused(1, 9), 3), list([paused(2, 3)], 2)], ["1 paused 9", "2 paused 3"]],
    ["a list does not rewind a newer timer", [timer(paused(1, 9), 3), list([running(1, 3)], 2)], ["1 paused 9"]],
    ["an older list is ignored", [list([paused(1, 9)], 5), list([paused(2, 9)], 4)], ["1 paused 9"]],
    ["an older answer does not revive what a list lacked", [list([], 5), timer(running(1, 5), 4)], []],
    ["a timer that is gone leaves", [timer(paused(1, 9), 1), gone(1, 2)], []],
    ["an older answer does not revive the gone", [timer(paused(1, 9), 1), gone(1, 3), timer(running(1, 5), 2)], []],
    ["an older list does not revive the gone", [gone(1, 3), list([running(1, 5)], 2)], []],
    ["a newer answer does revive", [gone(1, 3), timer(running(1, 5), 4)], ["1 running 5"]],
    ["a stale 'gone' is ignored", [timer(paused(1, 9), 4), gone(1, 3)], ["1 paused 9"]],
    ["a stopped timer is none", [timer(running(1, 5), 1), timer(nokoTimer(1, { state: "stopped" }), 2)], []],
    ["a list leaves stopped ones out", [list([nokoTimer(1, { state: "stopped" }), paused(2, 1)], 1)], ["2 paused 1"]],
  ];
  test.each(cases)("%s", (_name, events, expected) => {
    expect(shown(after(...events))).toEqual(expected);
  });
});

const unreadable = (projectId: number) => ({ url: running(projectId, 0).url, name: "P" });

describe("timers that could not be read", () => {
  test("what is known of one stays, and the others are as the list has them", () => {
    const event = { ...list([paused(2, 3)], 2), leftOut: [unreadable(1)] } as MirrorEvent;
    const state = after(timer(running(1, 5), 1), timer(paused(3, 7), 1), event);
    expect(shown(state)).toEqual(["1 running 5", "2 paused 3"]);
    expect(state.leftOut).toEqual([unreadable(1)]);
  });

  test("one that was never read is none that could be shown, and the next list may have it", () => {
    const event = { ...list([paused(2, 3)], 1), leftOut: [unreadable(1)] } as MirrorEvent;
    expect(shown(after(event))).toEqual(["2 paused 3"]);
    expect(after(event, list([running(1, 9), paused(2, 3)], 2)).leftOut).toEqual([]);
  });
});

describe("at most one timer runs", () => {
  test("a start pauses the other at the time its clock showed", () => {
    const state = after(timer(running(1, 100), 1, 0), timer(running(2, 0), 2, 30_000));
    expect(shown(state)).toEqual(["2 running 0", "1 paused 130"]);
    expect(timersOf(state)[1]?.provenance).toBe("inferred");
  });

  test("the account's own word replaces the inferred pause, even from an equal sequence", () => {
    const inferred = after(list([running(1, 100), paused(2, 5)], 1, 0), timer(running(2, 5), 2, 30_000));
    const confirmed = reduceMirror(inferred, timer(paused(1, 131), 3, 30_500)).state;
    expect(shown(confirmed)).toEqual(["2 running 5", "1 paused 131"]);
  });

  test("an older list that still shows the other running does not bring it back", () => {
    const state = after(timer(running(2, 0), 5, 1000), list([running(1, 100)], 4, 1100));
    expect(shown(state)).toEqual(["2 running 0", "1 paused 100"]);
  });
});

describe("a steady clock", () => {
  const first = after(timer(running(1, 100), 1, 10_000));
  const cases: readonly [name: string, seconds: number, requestedAt: number, receivedAt: number, kept: boolean][] = [
    ["same second", 100, 10_000, 10_000, true],
    ["a second later, server cut down", 100, 10_900, 10_900, true],
    ["in step", 110, 20_000, 20_000, true],
    ["an answer that was long on its way", 110, 20_000, 26_000, true],
    ["an answer that was asked long before", 114, 20_000, 24_500, true],
    ["five minutes were added", 410, 20_000, 20_000, false],
    ["five minutes were taken away", 10, 310_000, 310_000, false],
    ["a pause of ten seconds was missed", 110, 30_000, 30_000, false],
    ["a pause of ten seconds was missed, answered slowly", 110, 30_000, 33_000, false],
  ];
  test.each(cases)("%s", (_name, seconds, requestedAt, receivedAt, anchorKept) => {
    const { state, changedProjects } = reduceMirror(first, timer(running(1, seconds), 2, receivedAt, requestedAt));
    expect(state.timers.get(1)?.anchor === first.timers.get(1)?.anchor).toBe(anchorKept);
    expect(changedProjects).toEqual(anchorKept ? [] : [1]);
  });

  test.each<[string, number, readonly number[]]>([
    ["in step after ten minutes", 700, []],
    ["nine seconds more than have passed", 709, []],
    ["ten seconds more than have passed", 710, [1]],
    ["ten seconds less than have passed", 690, [1]],
    ["standing still", 100, [1]],
  ])("whether the account announced it is judged by the time that passed: %s", (_name, seconds, changedTimers) => {
    expect(reduceMirror(first, timer(running(1, seconds), 2, 610_000))).toMatchObject({ changedTimers });
  });

  test("a running clock is anchored half a second up, and half-way between question and answer", () => {
    const state = after(timer(running(1, 100), 1, 10_000, 6_000), timer(paused(2, 50), 2, 10_000, 6_000));
    expect(state.timers.get(1)?.anchor).toEqual({ seconds: 100.5, monotonicAt: 8_000 });
    expect(state.timers.get(2)?.anchor).toEqual({ seconds: 50, monotonicAt: 10_000 });
  });

  test("the echo of a known state changes nothing", () => {
    const state = after(list([running(1, 100), paused(2, 50)], 1, 0));
    const echo = reduceMirror(state, list([running(1, 103), paused(2, 50)], 2, 3200));
    expect(echo.changedProjects).toEqual([]);
    expect(echo.changedTimers).toEqual([]);
  });
});

describe("what counts as a change that the account announces", () => {
  const before = after(list([running(1, 100), paused(2, 50)], 1, 0));
  const cases: readonly [
    name: string,
    next: readonly NokoTimer[],
    timers: readonly number[],
    projects: readonly number[],
  ][] = [
    ["a new description", [running(1, 101), nokoTimer(2, { seconds: 50, description: "x" })], [2], [2]],
    ["another day", [running(1, 101), nokoTimer(2, { seconds: 50, date: "2026-01-06" })], [2], [2]],
    ["added time", [running(1, 401), paused(2, 50)], [1], [1]],
    ["a slow clock is shown but not announced", [running(1, 95), paused(2, 50)], [], [1]],
    ["one more", [running(1, 101), paused(2, 50), paused(3, 1)], [3], [3]],
    ["one less", [running(1, 101)], [2], [2]],
    [
      "a renamed project is shown but not announced",
      [running(1, 101), nokoTimer(2, { seconds: 50, project: { ...paused(2, 50).project, name: "Renamed" } })],
      [],
      [2],
    ],
  ];
  test.each(cases)("%s", (_name, next, changedTimers, changedProjects) => {
    expect(reduceMirror(before, list(next, 2, 1000))).toMatchObject({ changedTimers, changedProjects });
  });
});

describe("order", () => {
  test("the running one first, then by last use", () => {
    const state = after(
      list([running(1, 5), paused(2, 5), paused(3, 5)], 1, 0),
      timer(running(3, 5), 2, 1000),
      timer(running(2, 5), 3, 2000),
    );
    expect(timersOf(state).map((entry) => entry.projectId)).toEqual([2, 3, 1]);
  });

  test("a first list keeps the account's order", () => {
    expect(
      timersOf(after(list([paused(9, 1), paused(4, 1), paused(7, 1)], 1, 0))).map((entry) => entry.projectId),
    ).toEqual([9, 4, 7]);
  });
});
