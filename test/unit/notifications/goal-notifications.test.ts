import { describe, expect, test } from "vitest";
import { signedOutSnapshot, type Snapshot } from "../../../app/contract/snapshot.ts";
import type { Timer } from "../../../app/model/timer.ts";
import { createGoalNotifications } from "../../../app/notifications/goal-notifications.ts";
import { FakeClock, startedAt } from "../../support/fake-clock.ts";
import { liveLink, signedIn, timer, wallNow } from "../tray/snapshots.ts";

const minute = 60_000;
const hour = 60 * minute;
const today = { date: "2025-11-23", endsAt: Date.UTC(2025, 10, 24), minutes: [{ project: null, minutes: 300 }] };
const tomorrow = { date: "2025-11-24", endsAt: Date.UTC(2025, 10, 25), minutes: [{ project: null, minutes: 300 }] };
const runs = (minutes: number, monotonicAt = startedAt): Timer => ({
  ...timer(1, "A", "running", minutes * 60),
  anchor: { seconds: minutes * 60, monotonicAt },
});
const rests = (minutes: number): Timer => timer(1, "A", "paused", minutes * 60);
const working = (minutes: number, change: Partial<Snapshot> = {}): Snapshot =>
  signedIn({ today, timers: [runs(minutes)], ...change });

/** From 14:02 on; five hours are logged, and the goal is six. */
function bench(settings: { dayGoalMinutes: number | null; notifyGoalReached: boolean }, kept?: unknown) {
  const clock = new FakeClock(wallNow);
  const notified: number[] = [];
  const state = { snapshot: signedOutSnapshot(wallNow), settings, kept };
  const notifications = createGoalNotifications({
    clock,
    settings: () => state.settings,
    snapshot: () => state.snapshot,
    keptDay: () => state.kept,
    keepDay: (date) => void (state.kept = date),
    onReached: ({ goalMinutes }) => notified.push(goalMinutes),
  });
  const note = (snapshot: Snapshot): void => {
    state.snapshot = snapshot;
    notifications.check();
  };
  return { clock, notified, state, notifications, note };
}

const wanted = { dayGoalMinutes: 360, notifyGoalReached: true };

describe("a reached goal", () => {
  test("is notified at its instant, once, and nothing waits for anything else", async () => {
    const { clock, notified, notifications, note } = bench(wanted);
    note(working(50));
    expect(clock.pendingCount).toBe(1);
    await clock.advance(10 * minute - 1);
    expect(notified).toEqual([]);
    await clock.advance(1);
    expect(notified).toEqual([360]);
    expect(clock.pendingCount).toBe(0);
    note(working(50, { revision: 9 }));
    note(signedIn({ today, timers: [rests(30)] }));
    note(signedIn({ today, timers: [runs(55, clock.monotonicNow())] }));
    await clock.advance(8 * hour);
    expect(notified).toHaveLength(1);
    notifications.stop();
  });

  test("waits anew with each snapshot, and not at all while nothing runs", async () => {
    const { clock, notified, note } = bench(wanted);
    note(working(50));
    await clock.advance(5 * minute);
    note(signedIn({ today, timers: [rests(55)] }));
    expect(clock.pendingCount).toBe(0);
    await clock.advance(hour);
    expect(notified).toEqual([]);
    note(signedIn({ today, timers: [runs(55, clock.monotonicNow())] }));
    await clock.advance(5 * minute);
    expect(notified).toHaveLength(1);
  });

  test("that time added elsewhere or a sleep brought about is notified while a timer runs", () => {
    const { notified, note } = bench(wanted);
    note(working(50));
    note(working(75));
    expect(notified).toEqual([360]);
  });

  test("that came by logging is no news, nor is what comes after it", async () => {
    const { clock, notified, note } = bench(wanted);
    note(signedIn({ today, timers: [rests(50)] }));
    note(signedIn({ today: { ...today, minutes: [{ project: null, minutes: 365 }] } }));
    note(signedIn({ today, timers: [runs(50, clock.monotonicNow())] }));
    await clock.advance(hour);
    expect(notified).toEqual([]);
  });

  test.each<[string, readonly Snapshot[]]>([
    ["the day is read before the timers", [working(0, { timers: [], link: { ...liveLink, lastAnswerAt: null } })]],
    ["the timers are read before the day", [working(75, { today: null })]],
    ["at once", []],
  ])("before the start is not notified: %s", async (_name, first) => {
    const { clock, notified, state, note } = bench(wanted);
    for (const snapshot of first) note(snapshot);
    note(working(75));
    await clock.advance(3 * hour);
    expect(notified).toEqual([]);
    expect(state.kept).toBe("2025-11-23");
  });

  test("is not notified again after a restart, not even when time was taken away meanwhile", async () => {
    const first = bench(wanted);
    first.note(working(50));
    await first.clock.advance(10 * minute);
    const second = bench(wanted, first.state.kept);
    second.note(working(50));
    expect(second.clock.pendingCount).toBe(0);
    await second.clock.advance(hour);
    expect(second.notified).toEqual([]);
  });

  test.each([["2025-11-22"], ["yesterday"], [42], [undefined]])("a kept %j settles nothing today", async (kept) => {
    const { clock, notified, note } = bench(wanted, kept);
    note(working(50));
    await clock.advance(10 * minute);
    expect(notified).toHaveLength(1);
  });

  test("starts anew at midnight", async () => {
    const { clock, notified, note } = bench(wanted);
    note(working(50));
    await clock.advance(10 * minute);
    note(working(70, { today: null }));
    note(signedIn({ today: tomorrow, timers: [{ ...runs(50, clock.monotonicNow()), date: tomorrow.date }] }));
    await clock.advance(10 * minute);
    expect(notified).toHaveLength(2);
  });

  test("of the day before is not notified after a sleep over midnight", async () => {
    const { clock, notified, note } = bench(wanted);
    note(working(50));
    clock.sleep(15 * hour);
    await clock.advance(minute);
    note(working(950));
    expect(notified).toEqual([]);
  });

  test("a goal that can't be reached before midnight sets no timeout", () => {
    const { clock, note } = bench({ dayGoalMinutes: 24 * 60, notifyGoalReached: true });
    note(working(50));
    expect(clock.pendingCount).toBe(0);
  });

  test.each([
    { name: "not wanted", settings: { ...wanted, notifyGoalReached: false } },
    { name: "without a goal", settings: { ...wanted, dayGoalMinutes: null } },
  ])("is not notified when $name, nor when that changes later", async ({ settings }) => {
    const { clock, notified, state, notifications, note } = bench(settings);
    note(working(50));
    expect(clock.pendingCount).toBe(0);
    await clock.advance(20 * minute);
    state.settings = wanted;
    notifications.check();
    await clock.advance(hour);
    expect(notified).toEqual([]);
  });

  test("a goal that is lowered below what is done is no news", async () => {
    const { clock, notified, state, notifications, note } = bench(wanted);
    note(working(50));
    state.settings = { ...wanted, dayGoalMinutes: 330 };
    notifications.check();
    await clock.advance(hour);
    expect(notified).toEqual([]);
  });

  test("another goal is waited for from then on", async () => {
    const { clock, notified, state, notifications, note } = bench(wanted);
    note(working(50));
    state.settings = { ...wanted, dayGoalMinutes: 355 };
    notifications.check();
    await clock.advance(5 * minute);
    expect(notified).toEqual([355]);
  });

  test("the demo account's day is not the real one's, and is not kept", async () => {
    const { clock, notified, state, note } = bench(wanted);
    const account = { ...signedIn().account, demo: true } as Snapshot["account"];
    note(working(50, { account }));
    await clock.advance(10 * minute);
    expect(state.kept).toBeUndefined();
    note(signedOutSnapshot(wallNow));
    note(signedIn({ today, timers: [runs(50, clock.monotonicNow())] }));
    await clock.advance(10 * minute);
    expect(notified).toHaveLength(2);
  });

  test("signing out and the end leave nothing that waits", () => {
    const { clock, notifications, note } = bench(wanted);
    note(working(50));
    note(signedOutSnapshot(wallNow));
    expect(clock.pendingCount).toBe(0);
    note(working(50));
    notifications.stop();
    expect(clock.pendingCount).toBe(0);
  });
});
