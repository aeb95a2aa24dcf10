/** Panels that know the X Window System's own tray alone, such as i3bar's, tint2's and LXPanel's. */
import { expect } from "playwright/test";
import { diagnosticsTexts } from "../../app/texts/diagnostics.ts";
import { preferencesTexts } from "../../app/texts/preferences.ts";
import { startX11Tray } from "../support/x11-tray.ts";
import type { RunningApp } from "./support/running-app.ts";
import { test } from "./support/fixtures.ts";

const noPanel = preferencesTexts.unavailable["no-panel"];
/** As the desktop of a person who has such a panel. */
const session = { XDG_SESSION_TYPE: "x11", WAYLAND_DISPLAY: "" };

/** What is copied says what the window says. */
async function trayLine(app: RunningApp): Promise<string> {
  const page = await app.window();
  const { lines } = await page.evaluate(async () => (await window.tallylight?.readDiagnostics()) ?? { lines: [] });
  return lines.find(({ label }) => label === diagnosticsTexts.tray)?.value ?? "";
}

test.beforeEach(async ({ desktop }) => desktop.close());

test("a tray of the older kind has the icon, and is a panel like any other", async ({ launch, managed }) => {
  const tray = await startX11Tray();
  const app = await launch({ environment: { ...managed, ...session }, args: ["--show"] });
  await expect.poll(() => tray.docked.length).toBe(1);
  await expect.poll(() => trayLine(app)).toBe(diagnosticsTexts.trayKinds.there);
  const page = await app.window();
  await page.keyboard.press("Control+,");
  await expect(page.getByRole("heading", { name: preferencesTexts.section.tray.title })).toBeVisible();
  await expect(page.getByText(noPanel)).toBeHidden();
  await page.evaluate(() => window.tallylight?.hideWindow());
  await expect.poll(() => app.isWindowVisible()).toBe(false);
  tray.close();
});

test("one that comes later than the app has the icon as well", async ({ launch, managed }) => {
  const app = await launch({ environment: { ...managed, ...session }, args: ["--show"] });
  await expect.poll(() => trayLine(app)).toBe(diagnosticsTexts.trayKinds.none);
  const tray = await startX11Tray();
  await expect.poll(() => trayLine(app)).toBe(diagnosticsTexts.trayKinds.there);
  await expect.poll(() => tray.docked.length).toBe(1);
  tray.close();
});

test("without a session bus it is noticed all the same", async ({ launch, managed }) => {
  const tray = await startX11Tray();
  const nowhere = { DBUS_SESSION_BUS_ADDRESS: "unix:path=/nonexistent/bus" };
  const app = await launch({ environment: { ...managed, ...session, ...nowhere }, args: ["--show"] });
  await expect.poll(() => trayLine(app), { timeout: 15_000 }).toBe(diagnosticsTexts.trayKinds.there);
  tray.close();
});
