/** A goal for the day: set, under way, reached; and where there is little room. */
import type { Page } from "playwright";
import { preferencesTexts } from "../../app/texts/preferences.ts";
import { windowTexts } from "../../app/texts/window.ts";
import { castProjectIds } from "../../app/demo/cast-projects.ts";
import { ContactSheet } from "./support/contact-sheet.ts";
import { expect, test } from "./support/fixtures.ts";

const { gear } = castProjectIds;

test("a goal for the day", async ({ opened, demo }) => {
  const { page } = opened.window;
  const sheet = new ContactSheet("screens-goal", 4);
  const summary = page.locator(".status-today");
  await expect(summary).toBeVisible();
  await setGoal(page, 450);
  await expect(summary).toContainText("of 7:30");
  await page.mouse.move(10, 10);
  await sheet.add(page, "Under way");
  await summary.click();
  await expect(page.locator(".details")).toBeVisible();
  await sheet.add(page, "What is left, by project");
  await page.keyboard.press("Escape");
  await page.mouse.move(10, 10);
  await expect(page.locator(".details")).toBeHidden();
  await opened.window.pauseButton.click();
  await expect(summary).toContainText("left");
  await sheet.add(page, "Nothing runs");
  await opened.window.resumeButton("Gear GmbH").click();
  await expect(summary).not.toContainText("left");
  demo.account.adjustTimer(gear, 4 * 3600 + 720);
  await expect(summary).toContainText("over");
  await summary.click();
  await expect(page.locator(".details")).toBeVisible();
  await sheet.add(page, "Reached, and more");
  await page.keyboard.press("Escape");
  await page.mouse.move(10, 10);

  await page.keyboard.press("Control+,");
  const field = page.getByLabel(preferencesTexts.goalTime);
  await field.scrollIntoViewIfNeeded();
  await sheet.add(page, "In the preferences");
  await field.fill("7:75");
  await field.press("Enter");
  await expect(page.getByRole("alert")).toBeVisible();
  await sheet.add(page, "Not a time");
  await field.fill("");
  await field.press("Enter");
  await page.getByText(preferencesTexts.unavailable["no-day-goal"]).scrollIntoViewIfNeeded();
  await sheet.add(page, "No goal");
  await setGoal(page, 1200);
  await page.getByRole("button", { name: windowTexts.back }).click();
  await opened.app.electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.setSize(320, 560));
  await expect(summary).toContainText("of 20:00");
  await sheet.add(page, "The narrowest window");
  await sheet.write();
});

async function setGoal(page: Page, dayGoalMinutes: number): Promise<void> {
  const result = await page.evaluate(
    (minutes) => window.tallylight?.changeSettings({ dayGoalMinutes: minutes }),
    dayGoalMinutes,
  );
  expect(result).toMatchObject({ kind: "saved" });
}
