/** What is reminded of beside a time without a timer. */
import { describe, expect, test } from "vitest";
import { defaultSettings } from "../../../app/contract/settings.ts";
import type { Timer } from "../../../app/model/timer.ts";
import type { ReminderFacts } from "../../../app/reminders/facts.ts";
import { freshMemory, keptMemory, memoryFrom, type ReminderMemory } from "../../../app/reminders/memory.ts";
import { nextReminder, type Reminder, type ReminderSettings } from "../../../app/reminders/scheduler.ts";
import { timer } from "../tray/snapshots.ts";

const minute = 60_000;
const hour = 60 * minute;
/** Wednesday, midnight. */
const midnight = Date.UTC(2026, 0, 7);
const today = "2026-01-07";
const gear: Timer = { ...timer(1, "Gear GmbH", "paused", 3_600), date: today };

function at(wall: number) {
  const text = new Date(wall).toISOString();
  return { date: text.slice(0, 10), minutes: Number(text.slice(11, 13)) * 60 + Number(text.slice(14, 16)) };
}

/** A day of changes, looked at when the scheduler wants and when something changes. */
class Day {
  readonly shown: (readonly [string, Reminder["kind"]])[] = [];
  memory: ReminderMemory = freshMemory;
  facts: ReminderFacts;
  readonly #settings: ReminderSettings;
  #now: number;
  #next: number | null = null;

  constructor(settings: ReminderSettings, hours: number, facts: Partial<ReminderFacts> = {}) {
    this.#settings = settings;
    this.facts = { isKnown: true, running: null, timers: [], secondsSinceInput: 0, isHeldBack: false, ...facts };
    this.#now = midnight + hours * hour;
    this.#look();
  }

  /** Changes something, then time passes. */
  until(hours: number, change: Partial<ReminderFacts> = {}): this {
    this.facts = { ...this.facts, ...change };
    this.#look();
    const end = midnight + hours * hour;
    while (this.#next !== null && this.#next <= end) {
      this.#now = this.#next;
      this.#look();
    }
    this.#now = end;
    return this;
  }

  /** Runs as one that began now. */
  start(other: Partial<Timer> = {}): Partial<ReminderFacts> {
    const running: Timer = { ...gear, state: "running", anchor: { seconds: 0, monotonicAt: this.#now }, ...other };
    return { running, timers: [running] };
  }

  #look(): void {
    const now = { wall: this.#now, monotonic: this.#now };
    const step = nextReminder(this.memory, this.facts, this.#settings, now, at(this.#now));
    this.memory = step.state;
    if (step.lookIn !== null && step.lookIn <= 0) throw new Error("The next look is not later");
    this.#next = step.lookIn === null ? null : this.#now + step.lookIn;
    if (step.show !== null) this.shown.push([new Date(this.#now).toISOString().slice(8, 16), step.show.kind]);
  }
}

function touched({ facts }: Day, change: Partial<Timer>): Partial<ReminderFacts> {
  return { running: facts.running === null ? null : { ...facts.running, ...change } };
}

describe("a timer that runs for long", () => {
  const wanted = { ...defaultSettings, remindStillRunning: true };

  test("is asked about after four hours, then after twice the time", () => {
    const day = new Day(wanted, 9);
    expect(day.until(18, day.start()).shown).toEqual([
      ["07T13:00", "still-running"],
      ["07T17:00", "still-running"],
    ]);
  });

  test.each<readonly [string, (day: Day) => Partial<ReminderFacts>, readonly string[]]>([
    ["nothing happens", () => ({}), ["07T13:00", "07T17:00"]],
    ["it is described", (day) => touched(day, { description: "Design" }), ["07T16:00"]],
    ["another one is started", (day) => day.start({ id: 7 }), ["07T16:00"]],
    [
      "time is added",
      (day) => touched(day, { anchor: { seconds: 4 * 3_600, monotonicAt: midnight + 12 * hour } }),
      ["07T16:00"],
    ],
    ["it is paused", () => ({ running: null }), []],
    ["the link is lost", () => ({ isKnown: false }), []],
    ["nobody is there any more", () => ({ secondsSinceInput: 9_000 }), []],
    ["a question waits", () => ({ isHeldBack: true }), []],
  ])("begun at nine; at noon: %s", (_name, change, expected) => {
    const day = new Day(wanted, 9);
    day.until(12, day.start());
    day.until(18, change(day));
    expect(day.shown.map(([time]) => time)).toEqual(expected);
  });

  test("in the evening it is asked about in the next morning", () => {
    const day = new Day(wanted, 16);
    expect(day.until(24 + 10, day.start()).shown).toEqual([["08T09:00", "still-running"]]);
  });

  test("after a restart it goes on, and no words of a timer were kept", () => {
    const day = new Day(wanted, 9);
    day.until(13.5, day.start({ description: "secret" }));
    const kept = keptMemory(day.memory);
    expect(JSON.stringify(kept)).not.toContain("secret");
    day.memory = memoryFrom(kept);
    expect(day.until(18).shown).toHaveLength(2);
  });
});

describe("the end of the day", () => {
  const wanted = { ...defaultSettings, remindDayEnd: true };

  test.each<readonly [string, number, Partial<ReminderFacts>, readonly string[]]>([
    ["timers are not logged", 9, { timers: [gear] }, ["07T17:30"]],
    ["everything is logged", 9, {}, []],
    ["the computer wakes at seven in the evening", 19, { timers: [gear] }, ["07T19:00"]],
    ["nobody is there", 9, { timers: [gear], secondsSinceInput: 9_000 }, []],
    ["the link is lost", 9, { timers: [gear], isKnown: false }, []],
  ])("%s", (_name, from, facts, expected) => {
    const day = new Day(wanted, from, facts);
    day.until(24);
    expect(day.shown.map(([time]) => time)).toEqual(expected);
  });

  test("within five minutes of a stop it waits", () => {
    const day = new Day(wanted, 17);
    day.until(17.45, day.start());
    day.until(18, { running: null, timers: [gear] });
    expect(day.shown).toEqual([["07T17:32", "day-end"]]);
  });

  test("a day that was missed is named once in the next morning", () => {
    const day = new Day(wanted, 9);
    day.until(24 + 8, { timers: [gear], secondsSinceInput: 9_000 });
    day.until(24 + 17, { secondsSinceInput: 0 });
    expect(day.shown).toEqual([["08T09:00", "day-end"]]);
  });

  test("on a Saturday nothing ends", () => {
    const day = new Day(wanted, 3 * 24 + 9);
    expect(day.until(3 * 24 + 24, { timers: [gear] }).shown).toEqual([]);
  });

  test("while reminders are paused it waits", () => {
    const day = new Day({ ...wanted, remindersSilentUntil: midnight + 18 * hour }, 9);
    expect(day.until(20, { timers: [gear] }).shown).toEqual([["07T18:00", "day-end"]]);
  });
});

describe("breaks", () => {
  const wanted = { ...defaultSettings, remindBreak: true, breakMinutes: 120 };

  test("a shorter pause is no break and does not count as work", () => {
    const day = new Day(wanted, 9);
    day.until(10, day.start());
    day.until(10.2, { running: null });
    expect(day.until(18, day.start({ id: 8 })).shown).toEqual([["07T11:12", "break"]]);
  });

  test("after a break it begins anew", () => {
    const day = new Day(wanted, 9);
    day.until(10.5, day.start());
    day.until(10.75, { running: null });
    expect(day.until(18, day.start()).shown).toEqual([["07T12:45", "break"]]);
  });
});

test("two that are due at once come one after the other", () => {
  const day = new Day({ ...defaultSettings, remindStillRunning: true, remindBreak: true, breakMinutes: 240 }, 9);
  expect(day.until(14, day.start()).shown).toEqual([
    ["07T13:00", "still-running"],
    ["07T13:01", "break"],
  ]);
});

test.each([undefined, null, "text", {}, { timerFree: 7 }])("what was kept and can't be read is nothing: %j", (kept) => {
  expect(memoryFrom(kept)).toEqual(freshMemory);
});
