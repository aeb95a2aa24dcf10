/** The review: a row of each kind, edited in place, being logged, at its end; and with nothing to log. */
import { reviewTexts } from "../../app/texts/review.ts";
import { daysBefore } from "../../app/model/day.ts";
import { castProjectIds } from "../../app/demo/cast-projects.ts";
import { ContactSheet } from "./support/contact-sheet.ts";
import { expect, test } from "./support/fixtures.ts";

const { gear, sprockets, internal, lantern, harbour, orchard } = castProjectIds;

test("the review", async ({ opened, demo }) => {
  test.slow();
  const { page } = opened.window;
  const { account } = demo;
  const sheet = new ContactSheet("screens-review", 4);
  await page.keyboard.press("Control+Shift+L");
  await expect(page.getByRole("checkbox")).toHaveCount(3);
  await page.mouse.move(10, 10);
  await sheet.add(page, "Three timers");
  account.startTimer(lantern, "مراجعة الحسابات السنوية #audit", daysBefore(account.today, 3));
  account.adjustTimer(lantern, 13 * 3600);
  account.startTimer(harbour, undefined, account.today);
  account.startTimer(orchard, "🥐 Croissant labels, the whole range, in three languages and two sizes each #packaging");
  account.adjustTimer(orchard, 2_500);
  account.startTimer(gear);
  await expect(page.getByRole("checkbox")).toHaveCount(6);
  await sheet.add(page, "Of another day, too long, without words");
  await page.locator("ul input").first().focus();
  await page.keyboard.press("e");
  await sheet.add(page, "Edited in place");
  await page.keyboard.press("Escape");
  const end = demo.faults.hold({ method: "PUT", path: `/v2/projects/${sprockets}/timer/log` });
  demo.faults.answer(503, { method: "PUT", path: `/v2/projects/${internal}/timer/log`, times: 1 });
  await page.locator("ul input").first().focus();
  await page.keyboard.press("Enter");
  await expect(page.getByText("Logging…")).toBeVisible();
  await sheet.add(page, "Being logged");
  end();
  await expect(page.getByRole("status").filter({ hasText: "1 timer was not logged." })).toBeVisible({
    timeout: 60_000,
  });
  await sheet.add(page, "One was not logged");
  account.discardTimer(internal);
  account.discardTimer(harbour);
  await page.keyboard.press("Escape");
  await page.keyboard.press("Control+Shift+L");
  await expect(page.getByText(reviewTexts.nothing)).toBeVisible();
  await sheet.add(page, "Nothing to log");
  await sheet.write();
});
