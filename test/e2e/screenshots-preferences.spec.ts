/** The preferences and the diagnostics; and what matters most at twice the size. */
import type { Page } from "playwright";
import { diagnosticsTexts } from "../../app/texts/diagnostics.ts";
import { firstRunTexts } from "../../app/texts/first-run.ts";
import { preferencesTexts } from "../../app/texts/preferences.ts";
import { timersTexts } from "../../app/texts/timers.ts";
import { ContactSheet } from "./support/contact-sheet.ts";
import { expect, test } from "./support/fixtures.ts";
import type { RunningApp } from "./support/running-app.ts";
import { TimerWindow } from "./support/timer-window.ts";

test("preferences", async ({ demo, launch, managed }) => {
  const sheet = new ContactSheet("screens-preferences", 4);
  const app = await launch({ environment: { ...managed, XDG_SESSION_TYPE: "x11" }, args: ["--show"] });
  const window = new TimerWindow(await app.window());
  const { page } = window;
  await expect(window.linkText).toContainText("Live");
  await page.keyboard.press("Control+,");
  await expect(page.getByRole("heading", { name: preferencesTexts.title })).toBeVisible();
  await sheet.add(page, "Preferences");
  await scrollTo(page, 0.5);
  await sheet.add(page, "further down");
  await scrollTo(page, 1);
  await sheet.add(page, "to the end");
  await page.getByRole("button", { name: new RegExp(`^${preferencesTexts.shortcut.pauseOrResume}`) }).click();
  await sheet.add(page, "A shortcut is awaited");
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: preferencesTexts.openDiagnostics }).click();
  await expect(page.getByText(diagnosticsTexts.receiver)).toBeVisible();
  await sheet.add(page, "Diagnostics");
  demo.faults.forbiddenBroadcasts = true;
  await page.getByRole("button", { name: diagnosticsTexts.repair.everything }).click();
  const repair = page.getByRole("button", { name: diagnosticsTexts.repair.receiver });
  await expect(repair).toBeVisible();
  await scrollTo(page, 0.5);
  await sheet.add(page, "Diagnostics: something to repair");
  demo.faults.clear();
  await app.terminate();

  const wayland = await launch({ environment: { XDG_SESSION_TYPE: "wayland" } });
  const signedOut = await wayland.window();
  await expect(signedOut.getByLabel(firstRunTexts.tokenLabel)).toBeVisible();
  await wayland.electron.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows()[0]?.webContents.send("window:navigate", { kind: "preferences" }),
  );
  await expect(signedOut.getByRole("heading", { name: preferencesTexts.title })).toBeVisible();
  await sheet.add(signedOut, "Signed out, on Wayland");
  await scrollTo(signedOut, 1);
  await sheet.add(signedOut, "to the end");
  await sheet.write();
});

test("twice the size", async ({ demo, launch, managed }) => {
  const sheet = new ContactSheet("screens-200-percent", 4);
  const app = await launch({ environment: managed, args: ["--show"] });
  let showing = app;
  // The page's own pictures know nothing of zoom; the window's do.
  const add = (zoomed: Page, caption: string): Promise<void> =>
    sheet.add(zoomed, caption, { screenshot: () => pictureOfWindow(showing) });
  const window = new TimerWindow(await app.window());
  const { page } = window;
  await app.electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.webContents.setZoomFactor(2));
  await expect(window.linkText).toContainText("Live");
  await expect(page.locator(".status-today")).toBeAttached();
  await add(page, "A timer is running");
  await scrollTo(page, 1);
  await add(page, "to the end");
  await page.getByRole("button", { name: /^Log / }).click();
  await add(page, "Log");
  await page.keyboard.press("Escape");
  await page.keyboard.press("Control+k");
  await page.getByRole("combobox").fill("ze");
  await add(page, "Quick switcher");
  await page.keyboard.press("Escape");
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: timersTexts.addMinutesLabel(5) }).click();
  await expect(page.getByRole("button", { name: timersTexts.undo, exact: true })).toBeVisible();
  await add(page, "Undo");
  demo.faults.answer(500, { method: "PUT" });
  await window.pauseButton.click();
  await expect(page.locator(".banner")).toBeVisible();
  await page.locator(".banner").scrollIntoViewIfNeeded();
  await add(page, "A problem");
  demo.faults.clear();
  await page.keyboard.press("Control+,");
  await expect(page.getByRole("heading", { name: preferencesTexts.title })).toBeVisible();
  await add(page, "Preferences");
  await app.terminate();

  const fresh = await launch();
  const first = await fresh.window();
  await expect(first.getByLabel(firstRunTexts.tokenLabel)).toBeVisible();
  showing = fresh;
  await fresh.electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.webContents.setZoomFactor(2));
  await add(first, "First run");
  await sheet.write();
});

async function pictureOfWindow(app: RunningApp): Promise<Buffer> {
  const encoded = await app.electron.evaluate(async ({ BrowserWindow }) => {
    const contents = BrowserWindow.getAllWindows()[0]?.webContents;
    if (contents === undefined) throw new Error("There is no window.");
    // The next frame has what was asked for just now.
    await contents.executeJavaScript(
      "new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)))",
    );
    return (await contents.capturePage()).toPNG().toString("base64");
  });
  return Buffer.from(encoded, "base64");
}

/** A share of the way through whatever scrolls. */
async function scrollTo(page: Page, share: number): Promise<void> {
  await page.evaluate((part) => {
    for (const element of document.querySelectorAll("*")) {
      if (getComputedStyle(element).overflowY !== "auto") continue;
      element.scrollTop = (element.scrollHeight - element.clientHeight) * part;
    }
  }, share);
}
