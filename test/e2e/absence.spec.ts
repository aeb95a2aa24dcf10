/** The computer is left while a timer runs: the real app hears of it, and a person who comes back is informed or asked. */
import { absenceTexts } from "../../app/texts/absence.ts";
import { notificationTexts } from "../../app/texts/notifications.ts";
import { preferencesTexts } from "../../app/texts/preferences.ts";
import { timersTexts } from "../../app/texts/timers.ts";
import { castProjectIds } from "../../app/demo/cast-projects.ts";
import { startNotificationHost } from "../support/notification-host.ts";
import { startScreenLockHost } from "../support/screen-lock-host.ts";
import { menuLabels } from "../support/tray-state.ts";
import { chooseAbsenceRules, tellPower, writeAbsenceNote } from "./support/absence.ts";
import { expect, test } from "./support/fixtures.ts";
import { requestsFromNow } from "./support/requests.ts";

const { gear } = castProjectIds;
const name = "Gear GmbH";

test("a locked screen pauses, as chosen in Preferences; the unlocking tells so, and Resume goes on", async ({
  opened,
  demo,
}) => {
  const { app, tray } = opened;
  const { page } = opened.window;
  const desktop = await startScreenLockHost();
  const notifications = await startNotificationHost();
  try {
    await page.keyboard.press("ControlOrMeta+,");
    const lock = page.getByRole("group", { name: preferencesTexts.whenAwayReason.lock });
    await lock.getByRole("radio", { name: preferencesTexts.whenAwayRule.pause }).check();
    await page.evaluate(() => window.tallylight?.hideWindow());
    const requests = requestsFromNow(demo);

    // Until the app listens, nobody hears it; each of these is one and the same lock.
    await expect
      .poll(() => {
        desktop.announce(true);
        return demo.account.timer(gear)?.run.kind;
      })
      .toBe("paused");
    expect(requests().filter((each) => each.startsWith("PUT"))).toEqual([`PUT /v2/projects/${gear}/timer/pause`]);

    desktop.announce(false);
    const shown = await notifications.waitFor(notificationTexts.pausedWhenLeft(name));
    expect(shown.body).toMatch(/^At \d{1,2}:\d\d.*, when the screen was locked\.$/);
    const state = await tray.waitFor(
      (each) => menuLabels(each).some((text) => text.includes("was paused")),
      "the note",
    );
    expect(menuLabels(state)[0]).toMatch(/^Gear GmbH was paused at \d{1,2}:\d\d.*, when the screen was locked\.$/);
    expect(await app.isWindowVisible()).toBe(false);

    await tray.click("Resume");
    await tray.waitFor(
      (each) => each.tooltip.startsWith(name) && !menuLabels(each).some((text) => text.includes("was paused")),
      "the timer running again",
    );
    expect(demo.account.timer(gear)?.run.kind).toBe("running");
  } finally {
    desktop.close();
    notifications.close();
  }
});

test("a sleep pauses before the computer sleeps, and the wake offers to go on in the window", async ({
  opened,
  demo,
}) => {
  const { app } = opened;
  const { page } = opened.window;
  await chooseAbsenceRules(page, { sleep: "pause" });
  await tellPower(app.electron, "suspend");
  await expect.poll(() => demo.account.timer(gear)?.run.kind).toBe("paused");
  await tellPower(app.electron, "resume");
  await expect(page.getByText(/^Gear GmbH was paused at .*, when this computer went to sleep\.$/)).toBeVisible();
  await page.locator(".note").getByRole("button", { name: timersTexts.resume }).click();
  await expect.poll(() => demo.account.timer(gear)?.run.kind).toBe("running");
  await expect(page.locator(".note")).toBeHidden();
});

test("a shutdown pauses, then the app ends by itself", async ({ opened, demo }) => {
  const { app } = opened;
  await chooseAbsenceRules(opened.window.page, { shutdown: "pause" });
  await tellPower(app.electron, "shutdown");
  expect(await app.exited()).toBe(0);
  expect(demo.account.timer(gear)?.run.kind).toBe("paused");
});

test("what ran on while the computer was off is asked about, and the answer is carried out", async ({
  desktop,
  launch,
  managed,
  demo,
}, testInfo) => {
  const profile = testInfo.outputPath("profile");
  await writeAbsenceNote(profile, demo, { projectId: gear, minutes: 29, reason: "shutdown" });
  const before = seconds();
  const began = performance.now();
  const app = await launch({ environment: managed, profile });
  const tray = await desktop.nextItem();
  const page = await app.window();
  const dialog = page.getByRole("alertdialog");
  await expect(dialog).toContainText("Gear GmbH ran on for 0:29 while this computer was off");
  const state = await tray.waitFor((each) => menuLabels(each).includes("Keep 0:29"), "the question");
  expect(menuLabels(state).slice(0, 4)).toEqual([
    "Gear GmbH ran on for 0:29 while this computer was off",
    "Keep 0:29",
    "Remove 0:29, keep running",
    "Remove 0:29 and pause",
  ]);

  // Putting the window away is no answer.
  await page.keyboard.press("Escape");
  await expect.poll(() => app.isWindowVisible()).toBe(false);
  expect(seconds()).toBeGreaterThanOrEqual(before);
  await tray.click("Show Tallylight");
  await expect(dialog).toBeVisible();
  await dialog.getByRole("button", { name: absenceTexts.removeAndPause("0:29") }).click();
  await expect(dialog).toBeHidden();
  expect(demo.account.timer(gear)?.run.kind).toBe("paused");
  // It went on running until it was paused.
  const left = seconds() - (before - 29 * 60);
  expect(left).toBeGreaterThanOrEqual(-1);
  expect(left).toBeLessThanOrEqual((performance.now() - began) / 1000 + 1);

  await page.locator(".undo").getByRole("button", { name: timersTexts.undo }).click();
  await expect.poll(seconds).toBeGreaterThanOrEqual(before);

  function seconds(): number {
    const timer = demo.account.timer(gear);
    return timer === null ? 0 : demo.account.secondsOf(timer);
  }
});

test("the same by the tray menu alone", async ({ desktop, launch, managed, demo }, testInfo) => {
  const profile = testInfo.outputPath("profile");
  await writeAbsenceNote(profile, demo, { projectId: gear, minutes: 29, reason: "sleep" });
  await launch({ environment: managed, profile });
  const tray = await desktop.nextItem();
  await tray.waitFor((each) => menuLabels(each).includes("Keep 0:29"), "the question");
  const requests = requestsFromNow(demo);
  await tray.click("Remove 0:29, keep running");
  await tray.waitFor((each) => menuLabels(each).includes("Undo: −0:29 on Gear GmbH"), "29 minutes less");
  expect(requests().filter((each) => each.startsWith("PUT"))).toEqual([
    `PUT /v2/projects/${gear}/timer/add_or_subtract_time`,
  ]);
  expect(demo.account.timer(gear)?.run.kind).toBe("running");
});
