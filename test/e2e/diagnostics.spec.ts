/** The doctor: what is broken in the chain is repaired at a press, in the real app. */
import type { Page } from "playwright";
import { diagnosticsTexts } from "../../app/texts/diagnostics.ts";
import { preferencesTexts } from "../../app/texts/preferences.ts";
import { statusTexts } from "../../app/texts/status.ts";
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

test("Noko itself shows that it reaches this computer: tooltip, window and diagnostics say so, and a press has it try", async ({
  opened,
  demo,
}) => {
  const { tray, window } = opened;
  const { page } = window;
  await tray.waitFor((state) => state.tooltip.includes("Live, proved by Noko "), "the proof in the tooltip");
  await window.linkText.click();
  await expect(page.getByRole("dialog")).toContainText(statusTexts.proved);
  await page.keyboard.press("Escape");

  await openDiagnostics(page);
  const proof = line(page, words.sender);
  await expect(proof).toContainText(/yes, .* after \d+\.\d s \(\d requests in a day\)/u);
  const pings = (): number => demo.requests.filter(({ route }) => route === "PUT /v2/webhooks/:id/ping").length;
  const before = pings();
  const button = page.getByRole("button", { name: words.repair.sender });
  const release = demo.faults.hold({ path: /^\/v2\/webhooks/u });
  await button.click();
  await expect(button).toHaveAttribute("aria-busy", "true");
  release();
  await expect(button).toHaveAttribute("aria-busy", "false");
  expect(pings() - before).toBe(1);
  await expect(proof).toContainText("3 requests in a day");
});

async function openDiagnostics(page: Page): Promise<void> {
  await page.keyboard.press("ControlOrMeta+,");
  await page.getByRole("button", { name: preferencesTexts.openDiagnostics }).click();
  await expect(page.getByText(words.runtime)).toBeVisible();
}

function line(page: Page, label: string) {
  return page.locator(".report-line", { has: page.getByText(label, { exact: true }) });
}
