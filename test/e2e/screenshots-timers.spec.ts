/** The timers and every verb. */
import type { Page } from "playwright";
import { accountTexts } from "../../app/texts/account.ts";
import { questionTexts } from "../../app/texts/questions.ts";
import { logTexts } from "../../app/texts/sheets.ts";
import { timersTexts } from "../../app/texts/timers.ts";
import { windowTexts } from "../../app/texts/window.ts";
import { castProjectIds } from "../../app/demo/cast-projects.ts";
import { ContactSheet } from "./support/contact-sheet.ts";
import { expect, test } from "./support/fixtures.ts";
import { unnoticed } from "./support/unnoticed.ts";

const { gear, internal, sprockets, zebra } = castProjectIds;

test("timers and verbs", async ({ opened, demo }) => {
  const { page } = opened.window;
  const sheet = new ContactSheet("screens-timers", 5);
  demo.account.describeTimer(gear, "Gearbox drawings, second round #cad #review #unbillable");
  await expect(page.locator(".now")).toContainText("#unbillable");
  await expect(opened.window.linkText).toContainText("·");
  await expect(page.locator(".status-today")).toBeVisible();
  await sheet.add(page, "A timer is running");

  await page.getByRole("button", { name: timersTexts.more("Gear GmbH") }).click();
  await expect(page.getByRole("menu")).toBeVisible();
  await sheet.add(page, "What else is done with it");
  await page.keyboard.press("Escape");

  await page.getByRole("button", { name: /^Log / }).click();
  await expect(page.getByRole("dialog")).toBeVisible();
  await sheet.add(page, "Log: rounding is shown before");
  demo.account.adjustTimer(gear, 1200);
  await expect(page.getByRole("dialog")).toContainText("Changed elsewhere");
  await sheet.add(page, "Log: changed on another device");
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: /^Log / }).click();
  demo.faults.cannotCreateTags = true;
  await page.getByLabel(logTexts.description).fill("Gearbox drawings #brandnew");
  await page.getByRole("dialog").getByRole("button", { name: /^Log / }).click();
  await expect(page.getByRole("dialog")).toContainText(logTexts.cannotCreateTags);
  await sheet.add(page, "Log: a tag that may not be made");
  demo.faults.cannotCreateTags = false;
  await page.keyboard.press("Escape");

  await fromMenu(page, timersTexts.adjustTime);
  await page.getByRole("dialog").getByRole("textbox").fill("+0:05");
  await sheet.add(page, "Adjust");
  await page.getByRole("dialog").getByRole("textbox").fill("1:75");
  await page.keyboard.press("Enter");
  await sheet.add(page, "Adjust: not a time");
  await page.keyboard.press("Escape");
  await fromMenu(page, timersTexts.editDescription);
  await expect(page.getByRole("dialog")).toBeVisible();
  await sheet.add(page, "Describe");
  await page.getByLabel(logTexts.description).fill("Gearbox drawings, third round #cad");
  demo.account.describeTimer(gear, "Gearbox drawings, call with the workshop #cad");
  await expect(page.getByRole("dialog")).toContainText("Changed elsewhere");
  await sheet.add(page, "Describe: changed on another device");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("alertdialog")).toBeVisible();
  await sheet.add(page, "Describe: a question");
  await page.getByRole("button", { name: questionTexts.leave }).click();
  await expect(page.getByRole("alertdialog")).toBeHidden();
  await page.keyboard.press("Escape");
  demo.account.describeTimer(gear, "Gearbox drawings, second round #cad #review #unbillable");
  await expect(page.locator(".description")).toContainText("second round");

  await page.getByRole("button", { name: timersTexts.addMinutesLabel(5) }).click();
  await expect(page.getByRole("button", { name: timersTexts.undo, exact: true })).toBeVisible();
  await sheet.add(page, "Adjusted, with Undo");
  await fromMenu(page, timersTexts.discard);
  await expect(opened.window.headline).toHaveText(timersTexts.noTimerTitle);
  await sheet.add(page, "Discarded, with Undo");
  await page.getByRole("button", { name: timersTexts.undo, exact: true }).click();
  await expect(opened.window.headline).toHaveText("Gear GmbH");

  demo.faults.latency = 2500;
  await opened.window.pauseButton.click();
  await expect(page.locator("[aria-busy=true], .busy, [aria-disabled=true]").first()).toBeVisible();
  await sheet.add(page, "Pause is under way");
  await expect(opened.window.headline).toHaveText(timersTexts.noTimerTitle);
  demo.faults.clear();
  await sheet.add(page, "Nothing runs");
  await opened.window.resumeButton("Gear GmbH").click();
  await expect(opened.window.headline).toHaveText("Gear GmbH");

  await page.keyboard.press("Control+k");
  await page.getByRole("combobox").fill("ze");
  await expect(page.getByRole("option").first()).toBeVisible();
  await sheet.add(page, "Quick switcher");
  await page.getByRole("combobox").fill("xyz");
  await sheet.add(page, "Quick switcher: no such name");
  await page.keyboard.press("Escape");
  await page.keyboard.press("Escape");

  // What a sheet shows is what was seen: sent after a change elsewhere, it is asked about.
  const log = page.getByRole("dialog").getByRole("button", { name: /^Log / });
  await page.getByRole("button", { name: /^Log / }).click();
  demo.account.adjustTimer(gear, 3600);
  await expect(page.getByRole("dialog")).toContainText("Changed elsewhere");
  await log.click();
  await expect(page.getByRole("alertdialog")).toBeVisible();
  await sheet.add(page, "It changed elsewhere: a question");
  await page.getByRole("button", { name: questionTexts.leave }).click();
  await page.getByRole("button", { name: timersTexts.more("Internal") }).click();
  await page.getByRole("menuitem", { name: /^Log / }).click();
  demo.account.discardTimer(internal);
  await expect(page.getByRole("dialog")).toContainText("Changed elsewhere");
  await sheet.add(page, "It is gone elsewhere");
  await page.keyboard.press("Escape");
  await unnoticed(
    demo,
    sprockets,
    () => demo.account.discardTimer(sprockets),
    async () => {
      await page.getByRole("button", { name: /^More for Sprockets/ }).click();
      await page.getByRole("menuitem", { name: timersTexts.discard }).click();
    },
  );
  await expect(page.getByRole("alertdialog")).toContainText(questionTexts.goneDetail);
  await sheet.add(page, "It is gone elsewhere: nothing to ask");
  await page.getByRole("button", { name: windowTexts.close }).click();
  await expect(page.getByRole("alertdialog")).toBeHidden();
  demo.faults.clear();

  await page.locator(".status-link").click();
  await expect(page.locator(".details")).toBeVisible();
  await sheet.add(page, "The link's evidence");
  await page.keyboard.press("Escape");
  await page.locator(".status-today").click();
  await expect(page.locator(".details")).toBeVisible();
  await sheet.add(page, "Today by project");
  await page.keyboard.press("Escape");
  await page.mouse.move(10, 10);
  await page.getByRole("button", { name: accountTexts.account, exact: true }).click();
  await expect(page.getByRole("menu")).toBeVisible();
  await sheet.add(page, "The account");
  await page.getByRole("menuitem", { name: accountTexts.signOut }).click();
  await expect(page.getByRole("alertdialog")).toBeVisible();
  await sheet.add(page, "Signing out is asked for");
  await page.keyboard.press("Escape");
  expect(demo.account.timer(zebra)).toBeNull();
  await sheet.write();
});

async function fromMenu(page: Page, entry: string): Promise<void> {
  await page
    .locator(".now")
    .getByRole("button", { name: /^More for/ })
    .click();
  await page.getByRole("menuitem", { name: entry }).click();
}
