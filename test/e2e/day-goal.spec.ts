/** A goal for the day: set in the preferences, shown in the window and the tray, reported once when it is reached. */
import { dayTexts } from "../../app/texts/day.ts";
import { notificationTexts } from "../../app/texts/notifications.ts";
import { preferencesTexts } from "../../app/texts/preferences.ts";
import { windowTexts } from "../../app/texts/window.ts";
import { castProjectIds } from "../../app/demo/cast-projects.ts";
import type { DemoServer } from "../support/noko/server.ts";
import { formatHoursMinutes } from "../../app/model/format.ts";
import { startNotificationHost } from "../support/notification-host.ts";
import { expect, test } from "./support/fixtures.ts";
import { TimerWindow } from "./support/timer-window.ts";

const { gear } = castProjectIds;

test("a goal that is typed is shown in the window and the tray, and survives a restart", async ({
  launch,
  managed,
  desktop,
}) => {
  const first = await launch({ environment: managed, args: ["--show"] });
  const tray = await desktop.nextItem();
  const { page } = new TimerWindow(await first.window());
  const summary = page.locator(".status-today");
  await expect(summary).toContainText("Today");
  await page.keyboard.press("ControlOrMeta+,");
  const field = page.getByLabel(preferencesTexts.goalTime);
  await field.fill("soon");
  await field.press("Enter");
  await expect(page.getByRole("alert")).toContainText("That is not a time");
  await field.fill("23.5");
  await field.press("Enter");
  await expect(field).toHaveValue("23:30");
  await page.getByRole("button", { name: windowTexts.back }).click();
  await expect(summary).toContainText("of 23:30");
  // By keyboard: a pointer that rests there opens it as well, and a press after that would close it.
  await summary.press("Enter");
  await expect(page.getByRole("row", { name: dayTexts.goal })).toContainText("23:30");
  // The cast's running timer is of today; whether it gets that far before midnight depends on when this test runs.
  await tray.click("Pause");
  await tray.waitFor((state) => /today \d+:\d\d of 23:30/.test(state.tooltip), "the goal in the tooltip");
  await first.terminate();

  const second = await launch({ environment: managed, args: ["--show"], profile: first.profile });
  const again = new TimerWindow(await second.window());
  await expect(again.page.locator(".status-today")).toContainText("of 23:30 ·");
});

test("reaching it is reported once, also after a restart", async ({ launch, managed, demo, desktop }) => {
  const host = await startNotificationHost();
  try {
    const first = await launch({ environment: managed, args: ["--show"] });
    const tray = await desktop.nextItem();
    await tray.waitFor((state) => /\bLive\b/.test(state.tooltip), "a live link", 20_000);
    const { page } = new TimerWindow(await first.window());
    await expect(page.locator(".status-today")).toContainText("Today");
    const goalMinutes = Math.floor(secondsToday(demo) / 60) + 60;
    await page.evaluate(
      (minutes) =>
        window.tallylight?.changeSettings({
          dayGoalMinutes: minutes,
          notifyGoalReached: true,
          notifyTimerChanges: true,
        }),
      goalMinutes,
    );
    await expect(page.locator(".status-today")).toContainText(" of ");
    const almost = 3;
    demo.account.adjustTimer(gear, goalMinutes * 60 - secondsToday(demo) - almost);
    await host.waitFor(notificationTexts.goalReached(formatHoursMinutes(goalMinutes * 60)));
    expect(host.shown.map(({ body }) => body)).toEqual([notificationTexts.goesOn]);
    await expect(page.locator(".status-today")).toContainText(dayTexts.goalReached);
    await first.terminate();

    demo.account.adjustTimer(gear, -almost - 60);
    await launch({ environment: managed, profile: first.profile });
    const icon = await desktop.nextItem();
    await icon.waitFor((state) => /\bLive\b/.test(state.tooltip), "a live link", 20_000);
    demo.account.adjustTimer(gear, 120);
    await icon.waitFor(({ tooltip }) => reachesGoal(tooltip), "the goal, reached again");
    demo.account.pauseTimer(gear);
    await host.waitFor(notificationTexts.paused("Gear GmbH"));
    expect(host.shown).toHaveLength(2);
  } finally {
    host.close();
  }
});

/** Whether the tray says that the day's total is at its goal, or beyond. */
function reachesGoal(tooltip: string): boolean {
  const [, ...figures] = /today (\d+):(\d\d) of (\d+):(\d\d)/.exec(tooltip) ?? [];
  const [hours = 0, minutes = 0, goalHours = Infinity, goalMinutes = 0] = figures.map(Number);
  return hours * 60 + minutes >= goalHours * 60 + goalMinutes;
}

/** Seconds that count for the day of this test. */
function secondsToday({ account }: DemoServer): number {
  const timers = account.timers().filter((timer) => timer.date === account.today);
  const held = timers.reduce((sum, timer) => sum + account.secondsOf(timer), 0);
  const logged = account.entries
    .all()
    .filter((entry) => entry.date === account.today && entry.userId === account.user.id);
  return held + logged.reduce((sum, entry) => sum + entry.minutes * 60, 0);
}
