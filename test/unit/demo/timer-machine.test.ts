import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { DemoAccount } from "../../../app/demo/account.ts";
import { castUser } from "../../../app/demo/cast-projects.ts";
import { allPermissions } from "../../../app/demo/permissions.ts";
import { DemoRefusal } from "../../../app/demo/problems.ts";
import type { TimerMessage } from "../../../app/demo/state.ts";
import { FakeClock } from "../../support/fake-clock.ts";
import { generatedProjects } from "../../support/noko/generated-projects.ts";
import { firstProject, otherProject, present, seededRandom } from "./support.ts";

function freshAccount(mayCreateTags = (): boolean => true) {
  const clock = new FakeClock();
  const account = new DemoAccount({
    clock,
    random: seededRandom(),
    user: castUser(0),
    projects: generatedProjects(6),
    permissions: () => ({ ...allPermissions, createTags: mayCreateTags() }),
  });
  const messages: TimerMessage[] = [];
  account.onTimerMessage((message) => messages.push(message));
  return { clock, account, messages };
}

function said(messages: readonly TimerMessage[]): readonly string[] {
  return messages.map((message) => `${message.projectId} ${message.event}`);
}

describe("the timer state machine", () => {
  it("runs, stands still while paused, and goes on from there", () => {
    const { clock, account } = freshAccount();
    const seconds = (): number => account.secondsOf(present(account.timers()[0]));
    account.startTimer(firstProject);
    clock.sleep(90_500);
    expect(seconds()).toBe(90);
    account.pauseTimer(firstProject);
    clock.sleep(60_000);
    expect(seconds()).toBe(90);
    account.startTimer(firstProject);
    clock.sleep(500);
    expect(seconds()).toBe(91);
  });

  it("ignores a jump of the wall clock", () => {
    const { clock, account } = freshAccount();
    account.startTimer(firstProject);
    clock.jumpWall(3_600_000);
    clock.sleep(5000);
    expect(account.timers().map((timer) => account.secondsOf(timer))).toEqual([5]);
  });

  it("pauses the running timer when another starts, and announces both", () => {
    const { account, messages } = freshAccount();
    account.startTimer(firstProject);
    account.startTimer(otherProject);
    expect(account.timers().map((timer) => [timer.projectId, timer.run.kind])).toEqual([
      [otherProject, "running"],
      [firstProject, "paused"],
    ]);
    expect(said(messages)).toEqual([`${firstProject} running`, `${firstProject} paused`, `${otherProject} running`]);
  });

  it("announces nothing where nothing changes", () => {
    const { account, messages } = freshAccount();
    account.startTimer(firstProject, "text");
    account.startTimer(firstProject, "text");
    account.describeTimer(firstProject, "text");
    account.adjustTimer(firstProject, 0);
    account.pauseTimer(firstProject);
    account.pauseTimer(firstProject);
    expect(said(messages)).toEqual([`${firstProject} running`, `${firstProject} paused`]);
  });

  it("creates a pending timer by describing it, and starts it", () => {
    const { account, messages } = freshAccount();
    expect(account.describeTimer(firstProject, "soon #plan").run.kind).toBe("pending");
    expect(account.startTimer(firstProject).run.kind).toBe("running");
    expect(account.tags.all().map((tag) => tag.name)).toEqual(["plan"]);
    expect(said(messages)).toEqual([`${firstProject} pending`, `${firstProject} running`]);
  });

  it("heeds a start's date only before the first start", () => {
    const { account } = freshAccount();
    expect(account.startTimer(firstProject).date).toBe("2026-01-05");
    expect(account.startTimer(firstProject, undefined, "2026-01-02").date).toBe("2026-01-05");
    account.pauseTimer(firstProject);
    expect(account.startTimer(firstProject, undefined, "2026-01-02").date).toBe("2026-01-05");
    account.describeTimer(otherProject, "later");
    expect(account.startTimer(otherProject, undefined, "2026-01-02").date).toBe("2026-01-02");
  });

  it("adds and subtracts time, never below zero", () => {
    const { clock, account } = freshAccount();
    account.startTimer(firstProject);
    clock.sleep(10_000);
    expect(account.secondsOf(account.adjustTimer(firstProject, 50))).toBe(60);
    clock.sleep(1000);
    expect(account.secondsOf(account.adjustTimer(firstProject, -1))).toBe(60);
    expect(account.secondsOf(account.adjustTimer(firstProject, -100))).toBe(0);
    account.describeTimer(otherProject, "x");
    expect(account.adjustTimer(otherProject, 1).run.kind).toBe("paused");
  });

  it.each([
    { increment: 1, seconds: 61, minutes: undefined, logged: 2 },
    { increment: 5, seconds: 61, minutes: undefined, logged: 5 },
    { increment: 6, seconds: 361, minutes: undefined, logged: 12 },
    { increment: 10, seconds: 600, minutes: undefined, logged: 10 },
    { increment: 15, seconds: 1, minutes: undefined, logged: 15 },
    { increment: 30, seconds: 5, minutes: 31, logged: 60 },
    { increment: 30, seconds: 5, minutes: 0, logged: 0 },
  ])(
    "logs $seconds s as $logged min at an increment of $increment (given: $minutes)",
    ({ increment, seconds, minutes, logged }) => {
      const { clock, account, messages } = freshAccount();
      const project = present(account.projects().find((candidate) => candidate.billingIncrement === increment));
      account.startTimer(project.id, "work #done");
      clock.sleep(seconds * 1000);
      expect(account.logTimer(project.id, { minutes })).toMatchObject({
        minutes: logged,
        description: "work #done",
        date: "2026-01-05",
      });
      expect(account.timers()).toEqual([]);
      expect(said(messages).at(-1)).toBe(`${project.id} stopped`);
    },
  );

  it("refuses to log a text with a new tag where the user may make none, and keeps the timer", () => {
    const { account } = freshAccount(() => false);
    account.startTimer(firstProject, "work #unheard");
    expect(() => account.logTimer(firstProject)).toThrow("cannot_create_tags");
    expect(account.timers()).toHaveLength(1);
    expect(account.tags.all()).toEqual([]);
    account.tags.ensure("unheard");
    expect(account.logTimer(firstProject).tagIds).toHaveLength(1);
  });

  it("refuses what does not exist", () => {
    const { account } = freshAccount();
    for (const verb of [
      () => account.startTimer(1),
      () => account.pauseTimer(firstProject),
      () => account.adjustTimer(firstProject, 1),
      () => account.logTimer(firstProject),
      () => account.discardTimer(firstProject),
    ]) {
      expect(verb).toThrow(DemoRefusal);
    }
  });

  it("never runs two timers and never loses time, whatever is done", () => {
    const project = fc.integer({ min: firstProject, max: firstProject + 4 });
    const step = fc.oneof(
      fc.record({ verb: fc.constantFrom("start", "pause", "describe", "log", "discard"), project }),
      fc.record({ verb: fc.constant("sleep"), project: fc.integer({ min: 0, max: 90 }) }),
    );
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        const { clock, account } = freshAccount();
        const expected = new Map<number, number>();
        let running: number | null = null;
        for (const { verb, project: number } of steps) {
          if (verb === "sleep") {
            clock.sleep(number * 1000);
            if (running !== null) expected.set(running, (expected.get(running) ?? 0) + number);
            continue;
          }
          const exists = account.timer(number) !== null;
          if (verb === "start") running = account.startTimer(number).projectId;
          if (verb === "describe") account.describeTimer(number, "text");
          if (verb === "pause" && exists) account.pauseTimer(number);
          if (verb === "log" && exists) account.logTimer(number);
          if (verb === "discard" && exists) account.discardTimer(number);
          if (verb === "log" || verb === "discard") expected.delete(number);
          if (verb !== "start" && verb !== "describe" && running === number) running = null;
          expect(account.runningTimer()?.projectId ?? null).toBe(running);
          expect(account.timers().filter((timer) => timer.run.kind === "running").length).toBeLessThanOrEqual(1);
        }
        for (const timer of account.timers()) expect(account.secondsOf(timer)).toBe(expected.get(timer.projectId) ?? 0);
      }),
    );
  });
});
