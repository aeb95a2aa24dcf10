import { castProjectIds } from "../../app/demo/cast-projects.ts";
import { dayTexts } from "../../app/texts/day.ts";
import { timersTexts } from "../../app/texts/timers.ts";
import type { DemoServer } from "../support/noko/server.ts";
import { expect, test } from "./support/fixtures.ts";
import { requestsFromNow } from "./support/requests.ts";
import { TimerWindow } from "./support/timer-window.ts";

test("the window shows the running timer, and its clock ticks", async ({ opened }) => {
  const { window } = opened;
  await expect(window.headline).toHaveText("Gear GmbH");
  const first = await window.clock.innerText();
  expect(first).toMatch(/^1:2[34]\s*:\d{2}$/);
  await expect(window.clock).not.toHaveText(first);
  await expect(window.linkText).toContainText("Live");
});

test("a change made elsewhere appears in the window", async ({ opened, demo }) => {
  const { window } = opened;
  demo.account.startTimer(castProjectIds.zebra, "Route import <img src=x onerror=alert(1)>");
  await expect(window.headline).toHaveText("Zebra Logistics");
  await expect(window.page.getByText("Route import <img src=x onerror=alert(1)>")).toBeVisible();
  await expect(window.resumeButton("Gear GmbH")).toBeVisible();
});

test("Start on another project switches, in window, tray and account", async ({ opened, demo }) => {
  const { window, tray } = opened;
  const requests = requestsFromNow(demo);
  await window.startProject("Zebra Logistics");
  await expect(window.headline).toHaveText("Zebra Logistics");
  await tray.waitFor((state) => state.tooltip.startsWith("Zebra Logistics · 0:0"), "Zebra Logistics");
  expect(demo.account.timers().filter((timer) => timer.run.kind === "running")).toHaveLength(1);
  expect(requests().filter((request) => request.startsWith("PUT"))).toEqual([
    `PUT /v2/projects/${castProjectIds.zebra}/timer/start`,
  ]);
});

test("Pause and Resume in the window", async ({ opened }) => {
  const { window, tray } = opened;
  await window.pauseButton.click();
  await expect(window.headline).toHaveText("No timer is running");
  await tray.waitFor((state) => state.tooltip.startsWith("No timer is running"), "that nothing runs");
  await window.resumeButton("Gear GmbH").click();
  await expect(window.headline).toHaveText("Gear GmbH");
});

test("Escape and closing only hide the window; the app goes on in the tray", async ({ opened, demo }) => {
  const { app, tray, window } = opened;
  const hidden = () => tray.waitFor((state) => state.menu.some((item) => item.label === "Show Tallylight"), "Show");

  await window.page.keyboard.press("Escape");
  await hidden();
  expect(await app.isWindowVisible()).toBe(false);

  await tray.click("Show Tallylight");
  await tray.waitFor((state) => state.menu.some((item) => item.label === "Hide Tallylight"), "Hide");
  await app.electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close());
  await hidden();
  expect(await app.windowCount()).toBe(1);

  demo.account.startTimer(castProjectIds.zebra);
  await tray.waitFor((state) => state.tooltip.startsWith("Zebra Logistics"), "Zebra Logistics");
});

test("a page that crashes comes back by itself, with the timer that runs", async ({ opened }) => {
  const { app } = opened;
  const again = app.electron.waitForEvent("window");
  await app.electron.evaluate(({ BrowserWindow }) => {
    BrowserWindow.getAllWindows()[0]?.webContents.forcefullyCrashRenderer();
  });
  const window = new TimerWindow(await again);
  await expect(window.headline).toHaveText("Gear GmbH");
  await expect.poll(() => app.isWindowVisible()).toBe(true);
});

test("the second half of a double click does not fall on what moved there", async ({ opened, demo }) => {
  const { window: shown } = opened;
  const { mouse } = shown.page;
  const requests = requestsFromNow(demo);
  const [first = ""] = await shown.page.locator(".timer-row .row-name").allInnerTexts();
  const box = await shown.resumeButton(first).boundingBox();
  if (box === null) throw new Error("There is nothing to resume.");
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
  await mouse.move(x, y);
  await mouse.down({ clickCount: 1 });
  await mouse.up({ clickCount: 1 });
  await expect(shown.headline).toHaveText(first);
  // What ran before is first among the paused ones now.
  const under = shown.page.locator(".timer-row").first().getByRole("button").first();
  await expect(under).toHaveAccessibleName(timersTexts.resumeProject("Gear GmbH"));
  await expect.poll(() => under.boundingBox()).toEqual(box);
  await mouse.down({ clickCount: 2 });
  await mouse.up({ clickCount: 2 });
  await refresh(shown, demo);
  expect(requests().filter((request) => request.endsWith("/timer/start"))).toHaveLength(1);
  await expect(shown.headline).toHaveText(first);
});

test("Enter that is held on Pause pauses once, though the focus goes on to Resume", async ({ opened, demo }) => {
  const { window: shown } = opened;
  const requests = requestsFromNow(demo);
  await shown.pauseButton.focus();
  const { keyboard } = shown.page;
  await keyboard.down("Enter");
  await expect(shown.resumeButton("Gear GmbH")).toBeFocused();
  await keyboard.down("Enter");
  await keyboard.down("Enter");
  await keyboard.up("Enter");
  await refresh(shown, demo);
  expect(requests().filter((request) => request.startsWith("PUT"))).toHaveLength(1);
});

test("a pointer that rests on today's figures does not keep letters from the list", async ({ opened }) => {
  const { page } = opened.window;
  await page.locator(".status-today").hover();
  await expect(page.getByRole("dialog", { name: dayTexts.heading })).toBeVisible();
  await page.keyboard.type("zeb");
  await expect(page.getByRole("combobox")).toHaveValue("zeb");
  await page.keyboard.press("Escape");
  await expect(page.getByRole("combobox")).toHaveValue("");
  expect(await opened.app.isWindowVisible()).toBe(true);
});

/** Everything is read once more. A verb that was sent before would be on its way before. */
async function refresh({ page }: TimerWindow, demo: DemoServer): Promise<void> {
  const requests = requestsFromNow(demo);
  await page.evaluate(() => window.tallylight?.dispatch({ kind: "refresh" }));
  expect(requests()).toContain("GET /v2/timers");
}
