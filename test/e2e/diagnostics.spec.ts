/** The doctor: what is broken in the chain is repaired at a press, in the real app. */
import type { Page } from "playwright";
import { diagnosticsTexts } from "../../app/texts/diagnostics.ts";
import { preferencesTexts } from "../../app/texts/preferences.ts";
import { expect, test } from "./support/fixtures.ts";
import { TimerWindow } from "./support/timer-window.ts";

const words = diagnosticsTexts;

test("a receiver that was forbidden is set up again at a press, and the screen says so when it is", async ({
  launch,
  managed,
  demo,
}) => {
  demo.faults.forbiddenBroadcasts = true;
  const app = await launch({ environment: managed, args: ["--show"] });
  const window = new TimerWindow(await app.window());
  const { page } = window;
  await expect(window.linkText).toContainText("Checking every");
  await openDiagnostics(page);
  await expect(line(page, words.receiver)).toContainText("forbidden");
  const repair = page.getByRole("button", { name: words.repair.receiver });
  await expect(repair).toBeVisible();

  const release = demo.faults.hold();
  demo.faults.forbiddenBroadcasts = false;
  await repair.click();
  await expect(repair).toHaveAttribute("aria-busy", "true");
  await expect(page.getByText(words.repairing)).toBeVisible();
  release();
  await expect(line(page, words.receiver)).toContainText("ready", { timeout: 20_000 });
  await expect(repair).toBeHidden();
  await expect(line(page, words.link)).toContainText("(verified)");
  expect(demo.account.receivers.all()).toMatchObject([{ enabled: true }]);
});

test("a receiver that was disabled or deleted behind our back is found by checking everything", async ({
  opened,
  demo,
}) => {
  const { page } = opened.window;
  await openDiagnostics(page);
  await expect(line(page, words.receiver)).toContainText("ready");
  const check = page.getByRole("button", { name: words.repair.everything });
  for (const kind of ["disabled", "deleted"] as const) {
    demo.loseReceiver({ kind });
    await check.click();
    await expect.poll(() => demo.account.receivers.all().map(({ enabled }) => enabled)).toEqual([true]);
    await expect(check).toHaveAttribute("aria-busy", "false");
  }
  await expect(line(page, words.link)).toContainText("(verified)");
});

async function openDiagnostics(page: Page): Promise<void> {
  await page.keyboard.press("ControlOrMeta+,");
  await page.getByRole("button", { name: preferencesTexts.openDiagnostics }).click();
  await expect(page.getByText(words.runtime)).toBeVisible();
}

function line(page: Page, label: string) {
  return page.locator(".report-line", { has: page.getByText(label, { exact: true }) });
}
