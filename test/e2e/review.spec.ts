/** The review by the keyboard alone, against the account's real limit of two requests a second. */
import { accountTexts } from "../../app/texts/account.ts";
import { reviewTexts } from "../../app/texts/review.ts";
import { castProjectIds } from "../../app/demo/cast-projects.ts";
import { violationsIn } from "./support/axe.ts";
import { expect, test } from "./support/fixtures.ts";
import { keysFromNow } from "./support/keyboard.ts";

const { gear, lantern, harbour, orchard, pixel, learning, zenith, zebra } = castProjectIds;

test("ten timers are logged in two keys, and one more takes them back", async ({ opened, demo }) => {
  test.slow();
  const { page } = opened.window;
  const { account } = demo;
  for (const [index, projectId] of [lantern, harbour, orchard, pixel, learning, zenith, zebra].entries()) {
    account.startTimer(projectId, `Row ${index} #review`);
    account.adjustTimer(projectId, 600 + index * 431);
  }
  account.startTimer(gear);
  await opened.window.resumeButton("Harbour Museum, audio guide").waitFor();
  await expect(opened.window.headline).toHaveText("Gear GmbH");
  const before = account.entries.all().length;

  const keys = await keysFromNow(page);
  await page.keyboard.press("Control+Shift+L");
  await expect(page.getByRole("checkbox")).toHaveCount(10);
  expect(await violationsIn(opened.app.electron, page)).toEqual([]);
  for (const name of await page
    .getByRole("checkbox")
    .evaluateAll((boxes) =>
      boxes.map((box) => (box instanceof HTMLInputElement ? box.labels?.[0]?.textContent : "")),
    )) {
    expect(name).toMatch(/on the clock, logs as/u);
  }
  await page.keyboard.press("Enter");
  await expect(page.getByRole("status").filter({ hasText: /^Logged .* on 10 projects\.$/u })).toBeVisible({
    timeout: 60_000,
  });
  expect((await keys()).filter((key) => !["Control", "Shift"].includes(key))).toEqual(["L", "Enter"]);
  expect(account.entries.all().length - before).toBe(10);
  expect(account.timers()).toEqual([]);
  expect(await violationsIn(opened.app.electron, page)).toEqual([]);

  await page.keyboard.press("Control+Z");
  await expect(page.getByRole("checkbox")).toHaveCount(10, { timeout: 90_000 });
  await expect.poll(() => account.entries.all().length, { timeout: 90_000 }).toBe(before);
  await page.keyboard.press("Escape");
  await expect(opened.window.headline).toHaveText("Gear GmbH");
  await page.getByRole("button", { name: accountTexts.account, exact: true }).click();
  await page.getByRole("menuitem", { name: reviewTexts.open }).click();
  await expect(page.getByRole("heading", { name: reviewTexts.title })).toBeVisible();
});
