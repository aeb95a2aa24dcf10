import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import { castProjectIds } from "../../app/demo/cast-projects.ts";
import { notificationTexts } from "../../app/texts/notifications.ts";
import { startNotificationHost } from "../support/notification-host.ts";
import { expect, test } from "./support/fixtures.ts";

const { gear, zebra } = castProjectIds;

test("text that the desktop cannot take ends nothing: tray, menu and notification show a replacement", async ({
  signedIn,
  demo,
}) => {
  const { app, tray } = signedIn;
  const host = await startNotificationHost();
  try {
    demo.account.describeTimer(gear, "abc\uffff def");
    const state = await tray.waitFor(({ tooltip }) => tooltip.includes("abc\ufffd def"), "the description");
    expect(state.menu.map(({ label }) => label)).toContain("abc\ufffd def");

    await tray.click("Show Tallylight");
    const page = await app.window();
    await page.evaluate(() => window.tallylight?.changeSettings({ notifyTimerChanges: true }));
    // A window in use shows it already.
    await page.evaluate(() => window.tallylight?.hideWindow());
    const project = demo.account.projects().find(({ id }) => id === zebra);
    if (project === undefined) throw new Error("The cast has no such project.");
    Object.assign(project, { name: "Zebra\ufdd0 Logistics\u{1ffff}" });
    demo.account.startTimer(zebra);
    await host.waitFor(notificationTexts.started("Zebra\ufffd Logistics\ufffd"));
    await tray.waitFor(({ tooltip }) => tooltip.startsWith("Zebra\ufffd Logistics\ufffd"), "the project");
    expect(app.isRunning()).toBe(true);
  } finally {
    host.close();
  }
});

test("numbers that no screen and no calendar holds end nothing: stored position, stored absence, a timer's time", async ({
  demo,
  desktop,
  launch,
  managed,
}, testInfo) => {
  const profile = testInfo.outputPath("profile");
  const timer = demo.account.timer(gear);
  if (timer === null) throw new Error("The cast has no such timer.");
  const from = Number.MAX_SAFE_INTEGER;
  const absence = { timerId: timer.id, projectId: gear, reason: "lock", from, leftAt: from, meantToPause: false };
  const entry = { absence: { ...absence, secondsThen: 60, secondsBefore: 0 }, state: "open", seconds: 600 };
  await mkdir(profile, { recursive: true });
  await writeFile(
    path.join(profile, "settings.json"),
    JSON.stringify({ windowPlace: { x: 2 ** 40, y: 0, width: 400, height: 600 }, absence: entry }),
  );
  demo.account.adjustTimer(gear, 9e11);

  const app = await launch({ profile, environment: managed });
  const tray = await desktop.nextItem();
  await tray.waitFor(({ tooltip }) => /^Gear GmbH · \d/u.test(tooltip), "the running timer", 20_000);
  // The stored absence asks a question, for which the window comes by itself.
  await tray.click("Hide Tallylight");
  await tray.click("Show Tallylight");
  const page = await app.window();
  await expect(page.getByRole("timer")).toBeVisible();
  expect(app.isRunning()).toBe(true);
});
