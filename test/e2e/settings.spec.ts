import { execFile } from "node:child_process";
import { mkdir, readFile, symlink, writeFile } from "node:fs/promises";
import path from "node:path";
import { promisify } from "node:util";
import type { Page } from "playwright";
import { notificationTexts } from "../../app/texts/notifications.ts";
import { preferencesTexts } from "../../app/texts/preferences.ts";
import type { SettingsMessage } from "../../app/contract/settings.ts";
import { startNotificationHost } from "../support/notification-host.ts";
import { menuLabels } from "../support/tray-state.ts";
import { castProjectIds } from "../../app/demo/cast-projects.ts";
import { isPackaged } from "./support/electron.ts";
import { expect, test } from "./support/fixtures.ts";
import { prepareRealKeys } from "./support/keyboard.ts";

const { zebra } = castProjectIds;
const x11 = { XDG_SESSION_TYPE: "x11" } as const;
const xdotool = "/usr/bin/xdotool";

test("dates are written as the region of the environment does, whatever language its texts have", async ({
  launch,
  managed,
}) => {
  const app = await launch({
    environment: { ...managed, LANG: "en_US.UTF-8", LC_TIME: "de_AT.UTF-8", LC_ALL: "", LANGUAGE: "" },
    args: ["--show"],
  });
  const page = await app.window();
  expect(await page.evaluate(() => window.tallylight?.locale)).toBe("de-AT");
});

test("settings take effect at once and are there after a restart", async ({ desktop, launch, managed }) => {
  const first = await launch({ environment: { ...managed, ...x11 } });
  const tray = await desktop.nextItem();
  await tray.click("Preferences…");
  const page = await first.window();
  const before = await tray.iconPixels();
  await page.evaluate(
    (favourite) =>
      window.tallylight?.changeSettings({
        appearance: "dark",
        favouriteProjects: [favourite],
        trayIcon: "for-dark-panel",
      }),
    zebra,
  );
  await tray.waitFor((state) => startLabels(state.menu)[0] === "Zebra Logistics", "the favourite first", 20_000);
  expect((await tray.iconPixels()).hash).not.toBe(before.hash);
  expect(await first.read(({ nativeTheme }) => nativeTheme.themeSource)).toBe("dark");
  await first.terminate();

  const second = await launch({ environment: { ...managed, ...x11 }, args: ["--show"], profile: first.profile });
  const message = await readSettings(await second.window());
  expect(message.settings).toMatchObject({
    appearance: "dark",
    favouriteProjects: [zebra],
    trayIcon: "for-dark-panel",
  });
  expect(message.keptAside).toBeNull();
  expect(await second.read(({ nativeTheme }) => nativeTheme.themeSource)).toBe("dark");
});

test("the window comes back where it was left, also after a restart", async ({ desktop, launch }) => {
  const first = await launch({ environment: x11 });
  const tray = await desktop.nextItem();
  await first.window();
  await tray.waitFor((state) => menuLabels(state).includes("Hide Tallylight"), "the window");
  await first.electron.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows()[0]?.setBounds({ x: 40, y: 60, width: 400, height: 600 }),
  );
  await tray.click("Hide Tallylight");
  await tray.waitFor((state) => !menuLabels(state).includes("Hide Tallylight"), "no window");
  await first.terminate();

  const second = await launch({ environment: x11, profile: first.profile });
  const again = await desktop.nextItem();
  await again.waitFor((state) => menuLabels(state).includes("Hide Tallylight"), "the window");
  expect(await second.read(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.getBounds())).toEqual({
    x: 40,
    y: 60,
    width: 400,
    height: 600,
  });
});

test("the window that stood open when the app was quit comes back where it stood", async ({ desktop, launch }) => {
  const first = await launch({ environment: x11 });
  const tray = await desktop.nextItem();
  await first.window();
  await tray.waitFor((state) => menuLabels(state).includes("Hide Tallylight"), "the window");
  const bounds = { x: 30, y: 50, width: 420, height: 610 };
  await first.electron.evaluate(({ BrowserWindow }, bounds) => {
    BrowserWindow.getAllWindows()[0]?.setBounds(bounds);
  }, bounds);
  await first.terminate();

  const second = await launch({ environment: x11, profile: first.profile });
  const again = await desktop.nextItem();
  await again.waitFor((state) => menuLabels(state).includes("Hide Tallylight"), "the window");
  expect(await second.read(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.getBounds())).toEqual(bounds);
});

test("a settings file that cannot be read is kept aside and reported", async ({ launch }, testInfo) => {
  const profile = testInfo.outputPath("profile");
  const first = await launch({ profile, environment: x11 });
  await first.window();
  await first.terminate();
  const file = path.join(profile, "settings.json");
  await writeFile(file, '{"preferences": {"appearance": "dark"');

  const second = await launch({ profile, environment: x11 });
  const message = await readSettings(await second.window());
  expect(message.keptAside).toBe("settings.json.unreadable");
  expect(message.settings.appearance).toBe("system");
  expect(await readFile(`${file}.unreadable`, "utf8")).toContain('"dark"');
});

test("where the disk keeps nothing, timers are shown all the same, and what was not kept is said", async ({
  desktop,
  launch,
  managed,
}, testInfo) => {
  const profile = testInfo.outputPath("profile");
  // A link that leads to itself can be read by nobody, so it is not replaced either, also for an administrator.
  await mkdir(profile, { recursive: true });
  await symlink("settings.json", path.join(profile, "settings.json"));
  const app = await launch({ profile, environment: { ...managed, ...x11 } });
  const tray = await desktop.nextItem();
  await tray.waitFor((state) => /\bLive\b/.test(state.tooltip), "a live link", 20_000);

  await tray.click("Preferences…");
  const page = await app.window();
  const choice = (name: string) => page.getByRole("radio", { name, exact: true });
  await choice(preferencesTexts.choice.appearance.options.dark).click();
  await expect(page.getByRole("alert")).toHaveText(preferencesTexts.failed);
  await expect(choice(preferencesTexts.choice.appearance.options.dark)).not.toBeChecked();

  await app.electron.evaluate(({ BrowserWindow }) => {
    BrowserWindow.getAllWindows()[0]?.setBounds({ x: 30, y: 50, width: 420, height: 610 });
  });
  await tray.click("Hide Tallylight");
  await expect.poll(() => app.isWindowVisible()).toBe(false);
  expect(app.isRunning()).toBe(true);
});

test("what the computer lacks is said: shortcuts on Wayland, starting at login unpackaged", async ({ launch }) => {
  test.skip(isPackaged, "A package may start at login, and would.");
  const app = await launch({ environment: { XDG_SESSION_TYPE: "wayland" } });
  const page = await app.window();
  expect((await readSettings(page)).capabilities).toMatchObject({
    globalShortcuts: "wayland-session",
    startAtLogin: "not-packaged",
    trayTitle: null,
  });
  const results = await page.evaluate(async () => [
    await window.tallylight?.changeSettings({ startAtLogin: true }),
    await window.tallylight?.changeSettings({
      shortcuts: { quickSwitcher: "F7", toggleWindow: null, pauseOrResume: null },
    }),
  ]);
  expect(results).toEqual([
    { kind: "failed", reason: "not-allowed" },
    { kind: "failed", reason: "not-allowed" },
  ]);
});

test("keys that another program has are named; the change is not made, and what worked goes on working", async ({
  launch,
}) => {
  // The same app with another profile is another program to the desktop.
  const other = await launch({ environment: x11 });
  await other.window();
  const app = await launch({ environment: x11 });
  const page = await app.window();
  expect((await readSettings(page)).shortcutsNotHad).toEqual(["quickSwitcher"]);

  const results = await page.evaluate(async () => {
    const none = { quickSwitcher: null, toggleWindow: null, pauseOrResume: null };
    return [
      await window.tallylight?.changeSettings({ shortcuts: { ...none, toggleWindow: "F7" } }),
      await window.tallylight?.changeSettings({
        shortcuts: { ...none, toggleWindow: "F8", pauseOrResume: "CommandOrControl+Alt+J" },
      }),
      await window.tallylight?.changeSettings({ shortcuts: { ...none, toggleWindow: "F8", pauseOrResume: "f8" } }),
    ];
  });
  expect(results).toMatchObject([
    { kind: "saved" },
    { kind: "shortcut-taken", names: ["pauseOrResume"] },
    { kind: "shortcut-doubled" },
  ]);
  expect(await app.read(({ globalShortcut }) => ["F7", "F8"].map((key) => globalShortcut.isRegistered(key)))).toEqual([
    true,
    false,
  ]);
});

test("real keys: the quick switcher opens, and pausing says what happened", async ({ desktop, launch, managed }) => {
  const realKeys = prepareRealKeys();
  test.skip(realKeys.kind === "missing", realKeys.kind === "missing" ? realKeys.sentence : "");
  const host = await startNotificationHost();
  try {
    const app = await launch({ environment: { ...managed, ...x11 } });
    const tray = await desktop.nextItem();
    await tray.waitFor((state) => /\bLive\b/.test(state.tooltip), "a live link", 20_000);
    await press("ctrl+alt+j");
    await tray.waitFor((state) => menuLabels(state).includes("Hide Tallylight"), "the window", 20_000);
    const page = await app.window();
    await expect(page.getByRole("combobox")).toBeVisible();

    await page.evaluate(() =>
      window.tallylight?.changeSettings({
        shortcuts: { quickSwitcher: null, toggleWindow: "F7", pauseOrResume: "F8" },
      }),
    );
    await press("F8");
    await tray.waitFor((state) => state.tooltip.startsWith("No timer is running"), "the pause");
    expect((await host.waitFor("Gear GmbH")).body).toMatch(/^Paused at 1:2[34]\.$/);
    expect(notificationTexts.pausedHere("1:23")).toBe("Paused at 1:23.");
  } finally {
    host.close();
  }
});

function press(keys: string): Promise<unknown> {
  return promisify(execFile)(xdotool, ["key", keys]);
}

async function readSettings(page: Page): Promise<SettingsMessage> {
  const message = await page.evaluate(() => window.tallylight?.getSettings());
  if (message === undefined) throw new Error("The page has no bridge.");
  return message;
}

function startLabels(menu: Parameters<typeof menuLabels>[0]["menu"]): readonly string[] {
  return menuLabels({ menu: menu.find((node) => node.label === "Start")?.children ?? [] });
}
