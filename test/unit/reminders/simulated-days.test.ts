/** Thirty days of a person who comes, goes, tracks, forgets and loses the network: looked at as the driver does. */
import { expect, test } from "vitest";
import { defaultSettings } from "../../../app/contract/settings.ts";
import type { Timer } from "../../../app/model/timer.ts";
import type { ReminderFacts } from "../../../app/reminders/facts.ts";
import { createMemorySettings } from "../../../app/platform/memory-stores.ts";
import { createReminders, type Reminders } from "../../../app/reminders/reminders.ts";
import type { ReminderSettings } from "../../../app/reminders/scheduler.ts";
import { localTime, workingDay } from "../../../app/reminders/working-hours.ts";
import type { Clock } from "../../../app/platform/ports.ts";
import { seededRandom } from "../../support/seeded-random.ts";
import { timer } from "../tray/snapshots.ts";

const minute = 60_000;
const days = 30;
const settings: ReminderSettings = { ...defaultSettings, remindNotTracking: true };

/** Without promises: only the scheduler is in question, and thirty days are many looks. */
class QuickClock implements Clock {
  now = Date.UTC(2026, 2, 10, 0, 0, 0);
  most = 0;
  readonly #waiting = new Map<() => void, number>();

  wallNow(): number {
    return this.now;
  }

  monotonicNow(): number {
    return this.now;
  }

  setTimeout(callback: () => void, milliseconds: number): () => void {
    if (milliseconds <= 0) throw new Error("The next look is not later");
    const run = (): void => callback();
    this.#waiting.set(run, this.now + milliseconds);
    this.most = Math.max(this.most, this.#waiting.size);
    return () => void this.#waiting.delete(run);
  }

  advance(milliseconds: number): void {
    const end = this.now + milliseconds;
    for (;;) {
      const [next] = [...this.#waiting].filter(([, due]) => due <= end).toSorted(([, one], [, other]) => one - other);
      if (next === undefined) break;
      this.#waiting.delete(next[0]);
      this.now = next[1];
      next[0]();
    }
    this.now = end;
  }
}

test.each([1, 2, 3, 4, 5])("seed %i: once for each time without a timer, and never where it should not be", (seed) => {
  const random = seededRandom(seed);
  const clock = new QuickClock();
  const store = createMemorySettings();
  let running: Timer | null = null;
  let isKnown = true;
  let leftAt: number | null = null;
  /** The present time without a timer, on its working day; what was shown in it. */
  let free = { stoppedAt: Number.NEGATIVE_INFINITY, shownOn: new Set<string>() };
  let shown = 0;
  let due = 0;
  let activeOn = { day: "", minutes: 0, isCounted: false };
  const facts = (): ReminderFacts => ({
    isKnown,
    running,
    timers: [],
    secondsSinceInput: leftAt === null ? 0 : (clock.now - leftAt) / 1000,
    isHeldBack: false,
  });
  const open = (): Reminders =>
    createReminders({
      clock,
      settings: () => settings,
      facts,
      store,
      onReminder: () => {
        const day = workingDay(localTime(clock.now), settings.workingHours);
        expect(day, "within the hours").not.toBeNull();
        expect(isKnown, "while the account is heard").toBe(true);
        expect(running, "while no timer runs").toBeNull();
        expect(leftAt === null || clock.now - leftAt < 2 * minute, "while somebody is there").toBe(true);
        expect(clock.now - free.stoppedAt).toBeGreaterThanOrEqual(5 * minute);
        expect(free.shownOn.has(day ?? ""), "once").toBe(false);
        free.shownOn.add(day ?? "");
        shown += 1;
      },
    });
  let reminders = open();
  reminders.look();
  for (let passed = 0; passed < days * 24 * 60; passed += 1) {
    const chance = random.fraction();
    // What begins and ends unheard begins no other time without a timer.
    if (chance < 0.01 && isKnown) {
      if (running !== null) free = { stoppedAt: clock.now, shownOn: new Set() };
      running = running === null ? timer(1, "Gear GmbH", "running", 0) : null;
      activeOn = { day: "", minutes: 0, isCounted: false };
    } else if (chance >= 0.01 && chance < 0.015) isKnown = !isKnown;
    else if (chance >= 0.015 && chance < 0.03) leftAt = leftAt === null ? clock.now : null;
    else if (chance >= 0.03 && chance < 0.032) {
      reminders.stop();
      reminders = open();
    }
    if (chance < 0.032) reminders.look();
    clock.advance(minute);
    const day = workingDay(localTime(clock.now), settings.workingHours);
    if (day === null || running !== null) continue;
    if (activeOn.day !== day) activeOn = { day, minutes: 0, isCounted: false };
    activeOn = { ...activeOn, minutes: isKnown && leftAt === null ? activeOn.minutes + 1 : activeOn.minutes };
    // Twice the time leaves room for what is counted anew after a restart.
    if (activeOn.minutes < 60 || activeOn.isCounted) continue;
    activeOn = { ...activeOn, isCounted: true };
    due += 1;
    expect(free.shownOn.has(day), "somebody who worked for an hour was reminded").toBe(true);
  }
  reminders.stop();
  expect(clock.most, "timeouts at once").toBe(1);
  expect(due).toBeGreaterThan(5);
  expect(shown).toBeGreaterThanOrEqual(due);
});
