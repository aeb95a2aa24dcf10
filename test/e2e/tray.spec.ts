import { castProjectIds } from "../../app/demo/cast-projects.ts";
import { preferencesTexts } from "../../app/texts/preferences.ts";
import { startStatusNotifierHost } from "../support/status-notifier-host.ts";
import { menuLabels } from "../support/tray-state.ts";
import { expect, test } from "./support/fixtures.ts";
import { requestsFromNow } from "./support/requests.ts";
import { TimerWindow } from "./support/timer-window.ts";

const zebra = castProjectIds.zebra;

test("the tray alone tells the running timer's project and time", async ({ signedIn }) => {
  const { app, tray } = signedIn;
  const state = await tray.waitFor(({ tooltip }) => tooltip.includes("today"), "what is logged today");
  const [timer, description, rest] = state.tooltip.split("\n");
  expect(timer).toMatch(/^Gear GmbH · 1:2\d · today \d+:\d\d$/);
  expect(description).toBe("Gearbox drawings, second round #cad #review");
  expect(rest).toMatch(/^2 paused · unlogged 2:2\d · Live/);
  expect(menuLabels(state)).toEqual([
    expect.stringMatching(/^Gear GmbH · 1:2\d · today \d+:\d\d$/),
    "Gearbox drawings, second round #cad #review",
    "Pause",
    "Log…",
    "Adjust",
    "Edit description…",
    "Discard",
    "Paused",
    "Sprockets Inc. — Website relaunch · 0:47",
    "Internal · 0:12",
    "Review and log…",
    "Start",
    "Show Tallylight",
    expect.stringMatching(/^Live/),
    "Preferences…",
    "Help",
    "Account",
    "Quit Tallylight",
  ]);
  expect(state.icon.pixel(state.icon.width / 2, state.icon.height / 2)).toEqual([255, 77, 66, 255]);
  expect(await app.windowCount()).toBe(0);
});

test("a change made elsewhere alters tooltip, icon and menu by itself", async ({ signedIn, demo }) => {
  const { app, tray } = signedIn;
  const before = await tray.state();

  demo.account.pauseTimer(castProjectIds.gear);
  const paused = await tray.waitFor(
    (state) => /^No timer is running · today \d+:\d\d\n3 paused/.test(state.tooltip),
    "that everything is paused",
  );
  expect(paused.icon.hash).not.toBe(before.icon.hash);
  expect(menuLabels(paused)).toContain("Gear GmbH · 1:23");
  expect(menuLabels(paused)).not.toContain("Pause");

  demo.account.startTimer(zebra, "Route import");
  const switched = await tray.waitFor((state) => state.tooltip.startsWith("Zebra Logistics · 0:0"), "Zebra");
  expect(switched.icon.hash).toBe(before.icon.hash);
  expect(menuLabels(switched)[0]).toMatch(/^Zebra Logistics · 0:0/);
  expect(menuLabels(switched)).toContain("Pause");
  expect(await app.windowCount()).toBe(0);
});

test("a minute that turns changes the tooltip and one label; the menu stays, and a menu that is open with it", async ({
  signedIn,
  demo,
}) => {
  const { tray } = signedIn;
  const timer = demo.account.runningTimer();
  if (timer === null) throw new Error("The cast has a running timer.");
  demo.account.adjustTimer(timer.projectId, 2 * 3_600 - 4 - demo.account.secondsOf(timer));
  const before = await tray.waitFor(({ tooltip }) => tooltip.startsWith("Gear GmbH · 1:59 · today"), "1:59");
  const signalsBefore = tray.signals.length;
  const after = await tray.waitFor(({ tooltip }) => tooltip.startsWith("Gear GmbH · 2:00 · today"), "the next minute");
  expect(after.layoutRevision).toBe(before.layoutRevision);
  expect(menuLabels(after)[0]).toMatch(/^Gear GmbH · 2:00 · today/);
  const signals = new Set(tray.signals.slice(signalsBefore));
  expect(signals).toEqual(new Set(["NewToolTip", "XAyatanaNewLabel", "ItemsPropertiesUpdated"]));
});

test("the middle button pauses and resumes", async ({ signedIn, demo }) => {
  const { tray } = signedIn;
  await tray.activateSecondary();
  await tray.waitFor((state) => state.tooltip.startsWith("No timer is running"), "the pause");
  expect(demo.account.runningTimer()).toBeNull();
  await tray.activateSecondary();
  await tray.waitFor((state) => state.tooltip.startsWith("Gear GmbH · "), "Gear GmbH again");
});

test("Pause and Resume in the menu reach the account once each", async ({ signedIn, demo }) => {
  const { app, tray } = signedIn;
  const requests = requestsFromNow(demo);

  await tray.click("Pause");
  await tray.waitFor((state) => state.tooltip.startsWith("No timer is running"), "Gear GmbH paused");
  expect(requests().filter((request) => request.startsWith("PUT"))).toEqual([
    `PUT /v2/projects/${castProjectIds.gear}/timer/pause`,
  ]);
  expect(demo.account.runningTimer()).toBeNull();

  await tray.click("Gear GmbH · 1:23", "Resume");
  await tray.waitFor((state) => state.tooltip.startsWith("Gear GmbH · 1:2"), "Gear GmbH running");
  expect(requests().filter((request) => request.startsWith("PUT"))).toHaveLength(2);
  expect(await app.windowCount()).toBe(0);
});

test("Start in the menu switches: one timer runs at most", async ({ signedIn, demo }) => {
  const { tray } = signedIn;
  await tray.click("Start", "Zebra Logistics");
  const state = await tray.waitFor((now) => now.tooltip.startsWith("Zebra Logistics · 0:0"), "Zebra");
  expect(menuLabels(state)).toContain("Gear GmbH · 1:23");
  expect(demo.account.runningTimer()?.projectId).toBe(zebra);
});

test("names are shown as they are: ampersands, underscores, markup, line breaks, other scripts", async ({
  signedIn,
  demo,
}) => {
  const { tray } = signedIn;
  const names = ["R&D_Lab && Co__", "<b>bold</b> &amp;", "one\ntwo", "مشروع", "🚀 x".repeat(30)];
  const [template] = demo.account.projects();
  for (const [index, name] of names.entries()) {
    if (template === undefined) throw new Error("The demo account has no projects.");
    const id = 900_000 + index;
    demo.account.putProject({ ...template, id, name });
    demo.account.startTimer(id);
    demo.account.pauseTimer(id);
  }
  const state = await tray.waitFor((now) => now.tooltip.includes("8 paused"), "eight paused timers", 20_000);
  const labels = menuLabels(state);
  const paused = labels.slice(labels.indexOf("Paused") + 1, labels.indexOf("Review and log…"));
  // Their order is that in which the app heard of them: by one fetch of all, or by several.
  expect(paused.toSorted()).toEqual([
    "<b>bold</b> &amp; · 0:00",
    "Gear GmbH · 1:23",
    "Internal · 0:12",
    "R&D_Lab && Co__ · 0:00",
    "Sprockets Inc. — Website relaunch · 0:47",
    "one two · 0:00",
    "\u2068مشروع\u2069 · 0:00",
    expect.stringMatching(/^🚀 x.*… · 0:00$/u),
  ]);
});

test("a panel that comes later than the app shows its icon, once, with everything", async ({
  desktop,
  launch,
  managed,
}) => {
  await desktop.close();
  const app = await launch({ environment: managed });
  await expect.poll(() => app.log()).toContain("There is no panel yet");
  const late = await startStatusNotifierHost();
  const tray = await late.nextItem();
  const state = await tray.waitFor((now) => /\bLive\b/.test(now.tooltip), "a live link", 20_000);
  expect(state.tooltip).toMatch(/^Gear GmbH · /);
  expect(menuLabels(state)).toContain("Pause");
  await tray.click("Show Tallylight");
  await expect.poll(() => app.isWindowVisible()).toBe(true);
  expect(late.watcher.RegisteredStatusNotifierItems).toHaveLength(1);
  await late.close();
});

test("on a desktop without a panel the window stands in for the icon, and says what helps, until a panel comes", async ({
  desktop,
  launch,
  managed,
}) => {
  await desktop.close();
  const app = await launch({ environment: { ...managed, XDG_CURRENT_DESKTOP: "ubuntu:GNOME" } });
  await expect.poll(() => app.isWindowVisible(), { timeout: 15_000 }).toBe(true);
  const page = await app.window();
  await expect(new TimerWindow(page).linkText).toContainText("Live");
  await page.keyboard.press("Control+,");
  const why = page.getByText(preferencesTexts.unavailable["no-panel-gnome"]);
  await expect(why).toBeVisible();

  // There is no window manager here that would minimize.
  await app.electron.evaluate(({ BrowserWindow }) => {
    const [window] = BrowserWindow.getAllWindows();
    let minimized = false;
    Object.assign(window ?? {}, {
      minimize() {
        minimized = true;
        window?.emit("minimize");
      },
      restore: () => void (minimized = false),
      isMinimized: () => minimized,
    });
  });
  const isMinimized = (): Promise<boolean> =>
    app.read(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.isMinimized() === true);
  const close = (): Promise<void> =>
    app.electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close());
  await close();
  expect([await isMinimized(), await app.isWindowVisible()]).toEqual([true, true]);

  const late = await startStatusNotifierHost();
  const tray = await late.nextItem();
  await expect(why).toBeHidden();
  await tray.click("Show Tallylight");
  await expect.poll(isMinimized).toBe(false);
  await close();
  expect([await isMinimized(), await app.isWindowVisible()]).toEqual([false, false]);
  await late.close();
});

test("a panel that ends and starts again, as with some screen locks, has the icon again, once, as it is by then", async ({
  desktop,
  demo,
  signedIn,
}) => {
  const { app } = signedIn;
  await desktop.close();
  for (const [project, name] of [
    [castProjectIds.zebra, "Zebra Logistics"],
    [castProjectIds.gear, "Gear GmbH"],
  ] as const) {
    demo.account.startTimer(project);
    const next = await startStatusNotifierHost();
    const tray = await next.nextItem();
    await tray.waitFor((now) => now.tooltip.startsWith(`${name} · `), name);
    await tray.click("Show Tallylight");
    await expect.poll(() => app.isWindowVisible()).toBe(true);
    await tray.click("Hide Tallylight");
    await expect.poll(() => app.isWindowVisible()).toBe(false);
    expect(next.watcher.RegisteredStatusNotifierItems).toHaveLength(1);
    await next.close();
  }
});

test("a list of icons that nobody shows is no panel; once there is one it has the icon", async ({
  desktop,
  launch,
  managed,
}) => {
  await desktop.close();
  const early = await startStatusNotifierHost({ panel: false });
  const app = await launch({ environment: managed });
  await expect.poll(() => app.log()).toContain("There is no panel yet");
  expect(early.watcher.RegisteredStatusNotifierItems).toEqual([]);
  early.showPanel();
  const tray = await early.nextItem();
  await tray.waitFor((now) => /\bLive\b/.test(now.tooltip), "a live link", 20_000);
  await early.close();
});

test("a click on the icon shows the window, another hides it", async ({ signedIn }) => {
  const { app, tray } = signedIn;
  await tray.activate();
  await tray.waitFor((state) => menuLabels(state).includes("Hide Tallylight"), "Hide");
  expect(await app.isWindowVisible()).toBe(true);
  await tray.activate();
  await tray.waitFor((state) => menuLabels(state).includes("Show Tallylight"), "Show");
  expect(await app.isWindowVisible()).toBe(false);
});
