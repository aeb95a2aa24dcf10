import { castProjectIds } from "../../app/demo/cast-projects.ts";
import { systemClock } from "../../app/platform/system.ts";
import { elapsedMilliseconds } from "../../app/demo/timer-machine.ts";
import { logTexts } from "../../app/texts/sheets.ts";
import { switcherTexts } from "../../app/texts/switcher.ts";
import { timersTexts } from "../../app/texts/timers.ts";
import type { DemoServer } from "../support/noko/server.ts";
import { expect, test } from "./support/fixtures.ts";
import { keysFromNow, prepareRealKeys, pressReally, tabTo } from "./support/keyboard.ts";
import { requestsFromNow } from "./support/requests.ts";

const { gear, sprockets, zebra } = castProjectIds;
const quickSwitcher = "ctrl+alt+j";

const switches = [
  { keys: ["z", "e", "Return"], heard: ["z", "e", "Enter"], projectId: zebra, name: "Zebra Logistics" },
  { keys: ["s", "Return"], heard: ["s", "Enter"], projectId: sprockets, name: "Sprockets Inc." },
] as const;

test("real keys: the shortcut, a letter or two and Enter switch timers, and the window is out of the way again", async ({
  desktop,
  launch,
  managed,
  demo,
}) => {
  const realKeys = prepareRealKeys();
  test.skip(realKeys.kind === "missing", realKeys.kind === "missing" ? realKeys.sentence : "");
  const app = await launch({ environment: { ...managed, XDG_SESSION_TYPE: "x11" } });
  const tray = await desktop.nextItem();
  await tray.waitFor((state) => /\bLive\b/.test(state.tooltip), "a live link", 20_000);

  for (const { keys, heard, projectId, name } of switches) {
    await pressReally(quickSwitcher);
    const page = await app.window();
    await expect(page.getByText(switcherTexts.enterSwitches)).toBeVisible();
    await expect(page.getByRole("option", { name })).toBeVisible();
    await expect(page.getByRole("combobox")).toBeFocused();
    await expect.poll(() => app.isWindowFocused()).toBe(true);
    const keysHeard = await keysFromNow(page);
    const requests = requestsFromNow(demo);

    await pressReally(...keys);
    await tray.waitFor((state) => state.tooltip.startsWith(name), name);
    await expect.poll(() => app.isWindowVisible()).toBe(false);
    expect(await keysHeard()).toEqual(heard);
    expect(requests().filter((request) => !request.startsWith("GET"))).toEqual([
      `PUT /v2/projects/${projectId}/timer/start`,
    ]);
    expect(demo.account.runningTimer()?.projectId).toBe(projectId);
  }
});

test("in the window, two letters and Enter switch: no key opens anything first", async ({ opened, demo }) => {
  const { tray, window } = opened;
  const requests = requestsFromNow(demo);
  await expect(window.headline).toHaveText("Gear GmbH");
  // The list of projects is read when everything else is there.
  await expect(window.page.getByRole("option", { name: "Zebra Logistics" })).toBeVisible();
  for (const key of ["z", "e", "Enter"]) await window.page.keyboard.press(key);
  await expect(window.headline).toHaveText("Zebra Logistics");
  await tray.waitFor((state) => state.tooltip.startsWith("Zebra Logistics"), "Zebra Logistics");
  expect(requests().filter((request) => !request.startsWith("GET"))).toEqual([`PUT /v2/projects/${zebra}/timer/start`]);
});

test("logging by keyboard: the preview says how it is rounded, and the entry has just that", async ({
  opened,
  demo,
}) => {
  const { page, headline } = opened.window;
  const { keyboard } = page;
  await tabTo(page, page.getByRole("button", { name: timersTexts.logWithResult("1:30") }));
  await keyboard.press("Enter");
  const sheet = page.getByRole("dialog", { name: logTexts.title("Gear GmbH") });
  const time = sheet.getByLabel(logTexts.time);
  await expect(time).toBeFocused();
  await expect(sheet).toContainText("Logs as 1:30: this project rounds up to 10 minutes.");

  // What stands in the field is selected, so that typing replaces it.
  await keyboard.type("1:14");
  await expect(time).toHaveValue("1:14");
  await expect(sheet).toContainText("Logs as 1:20: this project rounds up to 10 minutes.");
  await expect(sheet.getByRole("button", { name: logTexts.log("1:20") })).toBeVisible();
  await tabTo(page, sheet.getByLabel(logTexts.description));
  await keyboard.press("ControlOrMeta+A");
  await keyboard.type("Gearbox, as sent #review");
  await tabTo(page, sheet.getByRole("button", { name: logTexts.log("1:20") }));
  await keyboard.press("Enter");

  await expect(sheet).toBeHidden();
  await expect(headline).toHaveText(timersTexts.noTimerTitle);
  const entries = demo.account.entries.all().filter(({ projectId }) => projectId === gear);
  expect(entries).toMatchObject([{ minutes: 80, date: demo.account.today, description: "Gearbox, as sent #review" }]);
  expect(demo.account.timer(gear)).toBeNull();
});

test("discarding and undoing by keyboard: project, description and seconds are as they were", async ({
  opened,
  demo,
}) => {
  const { page, headline } = opened.window;
  const { keyboard } = page;
  await expect(headline).toHaveText("Gear GmbH");
  await tabTo(page, page.getByRole("button", { name: timersTexts.more("Gear GmbH") }));
  await keyboard.press("Enter");
  const discard = page.getByRole("menuitem", { name: timersTexts.discard });
  await expect(discard).toBeVisible();
  await keyboard.press("End");
  await expect(discard).toBeFocused();

  const before = runningNow(demo);
  await keyboard.press("Enter");
  await expect(page.getByRole("status").filter({ hasText: "Gear GmbH discarded" })).toBeVisible();
  await expect(headline).toHaveText(timersTexts.noTimerTitle);
  expect(demo.account.runningTimer()).toBeNull();

  await tabTo(page, page.getByRole("button", { name: timersTexts.undo, exact: true }));
  await keyboard.press("Enter");
  await expect(headline).toHaveText("Gear GmbH");
  // The time that it was held is given back right after its start: as if it had never been discarded.
  await expect.poll(() => Math.abs(runningNow(demo).startedAt - before.startedAt)).toBeLessThan(1_000);
  const after = runningNow(demo);
  expect(after).toMatchObject({ id: before.id, projectId: gear, description: before.description });
  expect(after.description).toBe("Gearbox drawings, second round #cad #review");
});

/** The running timer, and when it would have started if it had run ever since: in milliseconds, the same all along. */
function runningNow(demo: DemoServer) {
  const timer = demo.account.runningTimer();
  if (timer === null) throw new Error("No timer runs.");
  const now = systemClock.monotonicNow();
  const { id, projectId, description } = timer;
  return { id, projectId, description, startedAt: now - elapsedMilliseconds(timer, now) };
}

test("real keys: nothing loads the page anew or opens it for developers; closing and zooming are there", async ({
  opened,
}) => {
  const realKeys = prepareRealKeys();
  test.skip(realKeys.kind === "missing", realKeys.kind === "missing" ? realKeys.sentence : "");
  const { app, window: shown } = opened;
  await shown.page.evaluate(() => Reflect.set(globalThis, "isTheSamePage", true));
  const zoom = () => app.read(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.webContents.getZoomLevel());
  await expect.poll(() => app.isWindowFocused()).toBe(true);
  await pressReally("ctrl+r", "ctrl+shift+r", "F5", "ctrl+shift+i", "F11", "ctrl+equal");
  await expect.poll(zoom).toBeGreaterThan(0);
  await pressReally("ctrl+0");
  await expect.poll(zoom).toBe(0);
  expect(await shown.page.evaluate(() => Reflect.get(globalThis, "isTheSamePage"))).toBe(true);
  expect(
    await app.electron.evaluate(({ BrowserWindow }) =>
      BrowserWindow.getAllWindows().map((each) => [each.webContents.isDevToolsOpened(), each.isFullScreen()]),
    ),
  ).toEqual([[false, false]]);
  await pressReally("ctrl+w");
  await expect.poll(() => app.isWindowVisible()).toBe(false);
});
