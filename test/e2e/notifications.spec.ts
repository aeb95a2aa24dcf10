import { castProjectIds } from "../../app/demo/cast-projects.ts";
import { notificationTexts } from "../../app/texts/notifications.ts";
import { startNotificationHost } from "../support/notification-host.ts";
import { expect, test } from "./support/fixtures.ts";

const { zebra } = castProjectIds;

test("a timer that another device starts is reported if wanted; ours is not; a click shows the window", async ({
  opened,
  demo,
}) => {
  const { app, tray } = opened;
  const { page } = opened.window;
  const host = await startNotificationHost();
  try {
    const result = await page.evaluate(() => window.tallylight?.changeSettings({ notifyTimerChanges: true }));
    expect(result).toMatchObject({ kind: "saved" });
    await page.evaluate(() => window.tallylight?.hideWindow());

    await tray.click("Pause");
    await tray.waitFor((state) => state.tooltip.startsWith("No timer is running"), "the pause");
    demo.account.startTimer(zebra);
    const notification = await host.waitFor(notificationTexts.started("Zebra Logistics"));
    expect(notification.body).toBe(notificationTexts.elsewhere);
    expect(host.shown).toHaveLength(1);

    expect(await app.isWindowVisible()).toBe(false);
    host.click(notification);
    await tray.waitFor((state) => state.menu.some((node) => node.label === "Hide Tallylight"), "the window");
  } finally {
    host.close();
  }
});
