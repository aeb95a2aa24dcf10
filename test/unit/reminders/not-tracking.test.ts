import { describe, expect, test } from "vitest";
import { freshMemory, type ReminderMemory } from "../../../app/reminders/memory.ts";
import { defaultSettings } from "../../../app/contract/settings.ts";
import type { ReminderFacts } from "../../../app/reminders/facts.ts";
import { nextReminder, type ReminderSettings } from "../../../app/reminders/scheduler.ts";
import type { LocalTime } from "../../../app/reminders/working-hours.ts";
import { timer } from "../tray/snapshots.ts";

const minute = 60_000;
/** Wednesday, 10:00. */
const morning: LocalTime = { date: "2026-01-07", minutes: 600 };
const wall = 1_800_000_000_000;
const running = timer(1, "Gear GmbH", "running", 60);
const wanted: ReminderSettings = { ...defaultSettings, remindNotTracking: true };
const nobodyTracks: ReminderFacts = {
  isKnown: true,
  running: null,
  timers: [],
  secondsSinceInput: 0,
  isHeldBack: false,
};

interface Case {
  readonly local?: Partial<LocalTime>;
  readonly facts?: Partial<ReminderFacts>;
  readonly settings?: Partial<ReminderSettings>;
  /** Minutes since the last timer stopped, while everything else was looked at for as long. */
  readonly after?: number;
  readonly shown: boolean;
}

/** Looks each minute; answers the minutes at which something was shown. */
function shownAt({ local = {}, facts = {}, settings = {}, after = 16 }: Omit<Case, "shown">): readonly number[] {
  const begin = { ...morning, ...local };
  let memory: ReminderMemory = freshMemory;
  const shown: number[] = [];
  for (let passed = -1; passed <= after; passed += 1) {
    const now = { wall: wall + passed * minute, monotonic: 1_000_000 + passed * minute };
    // The clock on the wall stands still: only what the row says is in question.
    const at = { ...nobodyTracks, ...(passed < 0 ? { running } : facts) };
    const step = nextReminder(memory, at, { ...wanted, ...settings }, now, begin);
    memory = step.state;
    if (step.show !== null) shown.push(passed);
    if (step.lookIn !== null) expect(step.lookIn).toBeGreaterThan(0);
  }
  return shown;
}

const at = (time: string): Partial<LocalTime> => {
  const [hours = 0, minutes = 0] = time.split(":").map(Number);
  return { minutes: hours * 60 + minutes };
};
const night = { days: ["monday" as const], from: "22:00", to: "06:00" };
const always = { days: ["wednesday" as const], from: "00:00", to: "00:00" };

describe("nobody tracks while somebody is active", () => {
  test.each<readonly [string, Case]>([
    ["for fifteen minutes", { shown: true }],
    ["for fourteen minutes", { after: 14, shown: false }],
    ["for five of five minutes", { settings: { notTrackingMinutes: 5 }, after: 5, shown: true }],
    ["for four of five minutes", { settings: { notTrackingMinutes: 5 }, after: 4, shown: false }],
    ["for four hours of four", { settings: { notTrackingMinutes: 240 }, after: 240, shown: true }],
    ["almost for four hours", { settings: { notTrackingMinutes: 240 }, after: 239, shown: false }],
    ["at nine", { local: at("09:00"), shown: true }],
    ["before nine", { local: at("08:59"), shown: false }],
    ["just before six", { local: at("17:59"), shown: true }],
    ["at six", { local: at("18:00"), shown: false }],
    ["at midnight", { local: at("00:00"), shown: false }],
    ["on Monday", { local: { date: "2026-01-05" }, shown: true }],
    ["on Tuesday", { local: { date: "2026-01-06" }, shown: true }],
    ["on Thursday", { local: { date: "2026-01-08" }, shown: true }],
    ["on Friday", { local: { date: "2026-01-09" }, shown: true }],
    ["on Saturday", { local: { date: "2026-01-10" }, shown: false }],
    ["on Sunday", { local: { date: "2026-01-11" }, shown: false }],
    [
      "on a Sunday that is worked",
      {
        local: { date: "2026-01-11" },
        settings: { workingHours: { ...wanted.workingHours, days: ["sunday"] } },
        shown: true,
      },
    ],
    ["on no working day at all", { settings: { workingHours: { ...wanted.workingHours, days: [] } }, shown: false }],
    [
      "on the day of summer time",
      {
        local: { date: "2026-03-29", ...at("03:00") },
        settings: { workingHours: { days: ["sunday"], from: "03:00", to: "04:00" } },
        shown: true,
      },
    ],
    [
      "before the hour of summer time",
      {
        local: { date: "2026-03-29", ...at("01:59") },
        settings: { workingHours: { days: ["sunday"], from: "03:00", to: "04:00" } },
        shown: false,
      },
    ],
    [
      "in a night that began on Monday",
      { local: { date: "2026-01-06", ...at("05:59") }, settings: { workingHours: night }, shown: true },
    ],
    [
      "on Monday night",
      { local: { date: "2026-01-05", ...at("22:00") }, settings: { workingHours: night }, shown: true },
    ],
    [
      "after the night",
      { local: { date: "2026-01-06", ...at("06:00") }, settings: { workingHours: night }, shown: false },
    ],
    [
      "in the night before Monday's",
      { local: { date: "2026-01-05", ...at("05:00") }, settings: { workingHours: night }, shown: false },
    ],
    [
      "on Tuesday night",
      { local: { date: "2026-01-06", ...at("23:00") }, settings: { workingHours: night }, shown: false },
    ],
    ["in a whole day, at its begin", { local: at("00:00"), settings: { workingHours: always }, shown: true }],
    ["in a whole day, at its end", { local: at("23:59"), settings: { workingHours: always }, shown: true }],
    ["not after a whole day", { local: { date: "2026-01-09" }, settings: { workingHours: always }, shown: false }],
    ["used a second ago", { facts: { secondsSinceInput: 1 }, shown: true }],
    ["used almost two minutes ago", { facts: { secondsSinceInput: 119 }, shown: true }],
    ["left two minutes ago", { facts: { secondsSinceInput: 120 }, shown: false }],
    ["left hours ago", { facts: { secondsSinceInput: 9_000 }, shown: false }],
    ["where nothing tells of input", { facts: { secondsSinceInput: null }, shown: false }],
    ["while the account is not heard", { facts: { isKnown: false }, shown: false }],
    ["while a timer runs", { facts: { running }, shown: false }],
    ["while timers are paused", { facts: { timers: [timer(2, "Other", "paused", 10)] }, shown: true }],
    ["while a question waits", { facts: { isHeldBack: true }, shown: false }],
    ["within five minutes of a stop", { settings: { notTrackingMinutes: 5 }, after: 4, shown: false }],
    ["paused for an hour", { settings: { remindersSilentUntil: wall + 60 * minute }, shown: false }],
    ["paused until before", { settings: { remindersSilentUntil: wall - minute }, shown: true }],
    ["paused until a moment ago", { settings: { remindersSilentUntil: wall + minute }, after: 15, shown: false }],
    ["after a pause", { settings: { remindersSilentUntil: wall + minute }, after: 17, shown: true }],
  ])("%s", (_name, { shown, ...given }) => {
    expect(shownAt(given).length).toBe(shown ? 1 : 0);
  });

  test("once, however long it goes on", () => {
    expect(shownAt({ after: 400 })).toEqual([15]);
  });

  test("a timer that ran meanwhile begins it anew; what is held back comes as soon as it can", () => {
    const steps: readonly (readonly [number, Partial<ReminderFacts>])[] = [
      [16, {}],
      [1, { running }],
      [16, { isHeldBack: true }],
      [1, {}],
    ];
    let memory: ReminderMemory = freshMemory;
    let passed = 0;
    const shown: number[] = [];
    for (const [count, facts] of steps) {
      for (let index = 0; index < count; index += 1, passed += 1) {
        const now = { wall: wall + passed * minute, monotonic: passed * minute };
        const step = nextReminder(memory, { ...nobodyTracks, ...facts }, wanted, now, morning);
        memory = step.state;
        if (step.show !== null) shown.push(passed);
      }
    }
    expect(shown).toEqual([15, 33]);
  });

  test("time in which nobody is there does not count", () => {
    let memory: ReminderMemory = freshMemory;
    const shown: number[] = [];
    for (let passed = 0; passed < 60; passed += 1) {
      const now = { wall: wall + passed * minute, monotonic: passed * minute };
      const secondsSinceInput = passed >= 5 && passed < 35 ? 600 : 0;
      const step = nextReminder(memory, { ...nobodyTracks, secondsSinceInput }, wanted, now, morning);
      memory = step.state;
      if (step.show !== null) shown.push(passed);
    }
    expect(shown).toEqual([45]);
  });

  test("a sleep, and a clock that is set, count no activity", () => {
    const first = nextReminder(freshMemory, nobodyTracks, wanted, { wall, monotonic: 0 }, morning);
    const hours = 8 * 60 * minute;
    const woken = nextReminder(first.state, nobodyTracks, wanted, { wall: wall + hours, monotonic: hours }, morning);
    expect(woken.show).toBeNull();
    const set = nextReminder(woken.state, nobodyTracks, wanted, { wall, monotonic: hours }, morning);
    expect(set.show).toBeNull();
    expect(set.lookIn).toBe(minute);
  });
});
