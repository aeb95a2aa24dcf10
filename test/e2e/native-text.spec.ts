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
    // A window in use shows the change itself, and there is no notification.
    await page.evaluate(() => window.tallylight?.hideWindow());
    await tray.waitFor(({ menu }) => menu.some(({ label }) => label === "Show Tallylight"), "the hidden window");
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
