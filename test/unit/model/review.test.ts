import { describe, expect, test } from "vitest";
import { DemoAccount } from "../../../app/demo/account.ts";
import { castProjects, castUser } from "../../../app/demo/cast-projects.ts";
import { type ReviewEdit, reviewItems, reviewSum } from "../../../app/model/review.ts";
import type { Project } from "../../../app/model/project.ts";
import type { Timer } from "../../../app/model/timer.ts";
import { FakeClock } from "../../support/fake-clock.ts";
import { seededRandom } from "../../support/seeded-random.ts";
import { project, timer } from "../tray/snapshots.ts";

const today = "2026-11-23";
const friday = "2026-11-20";
const increments = [1, 5, 6, 10, 15, 20, 30, 60];

function items(timers: readonly Timer[], edits: readonly (readonly [number, ReviewEdit])[] = [], loggedToday = 0) {
  return reviewItems(timers, new Map(edits), {
    today,
    loggedOn: (date) => (date === today ? loggedToday : 0),
    monotonicNow: 0,
  });
}

function paused(id: number, seconds: number, rest: Partial<Timer> = {}, parts: Partial<Project> = {}): Timer {
  return {
    ...timer(id, `P${id}`, "paused", seconds),
    date: today,
    description: "Words",
    project: { ...project(id, `P${id}`), ...parts },
    ...rest,
  };
}

describe("what is shown is what the account stores", () => {
  test("for 1,440 minutes and every increment", () => {
    const account = new DemoAccount({
      clock: new FakeClock(),
      random: seededRandom(1),
      user: castUser(0),
      projects: increments.map((billingIncrement, index) => {
        const [first] = castProjects();
        if (first === undefined) throw new Error("There is no project in the cast");
        return { ...first, id: index + 1, billingIncrement };
      }),
    });
    const book = account.entries;
    const differing: string[] = [];
    for (const [index, billingIncrement] of increments.entries()) {
      for (let minutes = 0; minutes < 1_440; minutes += 1) {
        const [item] = items([paused(index + 1, minutes * 60, {}, { billingIncrement })]);
        const parts = { userId: 1, projectId: index + 1, date: today, description: null, sourceUrl: null };
        const { minutes: stored } = book.add({ ...parts, minutes: item?.minutes ?? -1 });
        if (stored !== item?.logged) differing.push(`${minutes} by ${billingIncrement}: ${item?.logged} is ${stored}`);
      }
    }
    expect(differing).toEqual([]);
  });

  test("and its sum, before and after", () => {
    const list = items([paused(1, 61, {}, { billingIncrement: 15 }), paused(2, 3_600, {}, { billingIncrement: 30 })]);
    expect(reviewSum(list)).toEqual({ timers: 2, projects: 2, minutes: 62, logged: 75 });
    const one = items([paused(1, 61, {}, { billingIncrement: 15 }), paused(2, 3_600)], [[102, { chosen: false }]]);
    expect(reviewSum(one)).toEqual({ timers: 1, projects: 1, minutes: 2, logged: 15 });
  });
});

describe("a timer of another day", () => {
  test("is named with both dates, and logged on its own unless the user says otherwise", () => {
    const [item] = items([paused(1, 600, { date: friday })]);
    expect(item).toMatchObject({ entryDate: friday, warnings: [{ kind: "other-day", from: friday, today }] });
    const [moved] = items([paused(1, 600, { date: friday })], [[101, { entryDate: today }]]);
    expect(moved).toMatchObject({ entryDate: today, warnings: [{ kind: "other-day", from: friday, today }] });
  });

  test.each(["running", "paused", "pending", "stopped", "unknown"] as const)("%s", (state) => {
    const [item] = items([paused(1, 600, { date: friday, state })]);
    expect(item?.warnings).toContainEqual({ kind: "other-day", from: friday, today });
  });
});

test.each([
  ["over 12 hours", paused(1, 12 * 3600 + 1), ["long"]],
  ["nothing on it, so it is not chosen", paused(1, 0), ["no-minutes"]],
  ["no words", paused(1, 60, { description: " " }), ["no-description"]],
  ["an archived project", paused(1, 60, {}, { enabled: false }), ["archived"]],
  ["nothing to say", paused(1, 60), []],
] as const)("%s", (_name, only, warnings) => {
  const [item] = items([only]);
  expect(item?.warnings.map(({ kind }) => kind)).toEqual(warnings);
  expect(item?.chosen).toBe(only.anchor.seconds > 0);
});

test("a day of more than 24 hours says so in each of its rows that are chosen", () => {
  const timers = [paused(1, 36_000), paused(2, 36_000), paused(3, 60, { date: friday }), paused(4, 60)];
  const list = items(timers, [[104, { chosen: false }]], 300);
  const full = list.map(({ warnings }) => warnings.some(({ kind }) => kind === "full-day"));
  expect(full).toEqual([true, true, false, false]);
});

test("what was edited counts, and the running timer comes last", () => {
  const running = paused(1, 60, { state: "running" });
  const list = items([running, paused(2, 60)], [[102, { minutes: 7, description: "Other" }]]);
  expect(list.map(({ timer: { id } }) => id)).toEqual([102, 101]);
  expect(list[0]).toMatchObject({ minutes: 7, description: "Other" });
});
