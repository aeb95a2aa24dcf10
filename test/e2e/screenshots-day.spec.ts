/** The day: its entries and timers, what an entry's menu and sheets hold, and a day without any. */
import { castProjectIds } from "../../app/demo/cast-projects.ts";
import { daysBefore } from "../../app/model/day.ts";
import { dayTexts } from "../../app/texts/day.ts";
import { timersTexts } from "../../app/texts/timers.ts";
import { ContactSheet } from "./support/contact-sheet.ts";
import { expect, test } from "./support/fixtures.ts";
import { TimerWindow } from "./support/timer-window.ts";

const { sprockets, zenith, lantern, harbour, pixel } = castProjectIds;

test("the day", async ({ demo, launch, managed }) => {
  test.slow();
  const { account } = demo;
  const sheet = new ContactSheet("screens-day", 4);
  const long = "Gesellschaft für Zahnradgetriebe und Antriebstechnik GmbH & Co. KG, Werk Süd — Umbau 2026";
  account.putProject({ ...account.project(pixel), name: long });
  const log = (projectId: number | null, minutes: number, description: string | null, days = 1) =>
    account.entries.add({
      userId: account.user.id,
      projectId,
      date: daysBefore(account.today, days),
      minutes,
      description,
      sourceUrl: null,
    });
  account.entries.approve(log(sprockets, 95, "Weekly call with the workshop #meeting").id, account.user.id);
  account.entries.markInvoiced(log(zenith, 240, "Drawings of the second floor, all of them, in three versions").id);
  log(lantern, 35, "مراجعة الحسابات السنوية #audit");
  log(pixel, 15, "🥐 Croissant labels #packaging");
  log(null, 10, null);
  const locked = log(harbour, 60, "Audio guide, the last room", 2);
  account.entries.approve(locked.id, account.user.id);

  const app = await launch({ environment: managed, args: ["--show"] });
  const window = new TimerWindow(await app.window());
  const { page } = window;
  await expect(window.linkText).toContainText("Live");
  await expect(page.locator(".status-today")).toBeVisible();
  const held = demo.faults.hold({ method: "GET", path: "/v2/current_user/entries" });
  await page.keyboard.press("Control+e");
  await expect(page.getByText(dayTexts.reading)).toBeVisible();
  await page.mouse.move(10, 10);
  await sheet.add(page, "Being read");
  held();
  await expect(page.getByText(dayTexts.reading)).toBeHidden();
  await sheet.add(page, "Today");
  await page.getByRole("button", { name: dayTexts.previous }).click();
  await expect(page.getByText("Croissant labels")).toBeVisible();
  await page.mouse.move(10, 10);
  await sheet.add(page, "Approved, on an invoice, any text, no project");
  await page.getByRole("button", { name: dayTexts.more(long, "0:15") }).click();
  await expect(page.getByRole("menu")).toBeVisible();
  await sheet.add(page, "What can be done with one");
  await page.getByRole("menuitem", { name: dayTexts.edit }).click();
  await expect(page.getByRole("dialog")).toBeVisible();
  await sheet.add(page, "Edit");
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: dayTexts.more(long, "0:15") }).click();
  await page.getByRole("menuitem", { name: dayTexts.remove }).click();
  await expect(page.getByRole("button", { name: timersTexts.undo, exact: true })).toBeVisible();
  await sheet.add(page, "Deleted, with Undo");
  await page.keyboard.press("Control+Shift+N");
  await expect(page.getByRole("dialog")).toBeVisible();
  await sheet.add(page, "Add an entry");
  await page.keyboard.press("Escape");
  demo.faults.answer(500, { method: "GET", path: "/v2/current_user/entries" });
  for (let day = 0; day < 3; day += 1) await page.getByRole("button", { name: dayTexts.previous }).click();
  await expect(page.getByRole("button", { name: dayTexts.again })).toBeVisible({ timeout: 60_000 });
  await sheet.add(page, "Not read");
  demo.faults.clear();
  await page.getByRole("button", { name: dayTexts.again }).click();
  await expect(page.getByText(dayTexts.noEntries)).toBeVisible();
  await sheet.add(page, "Nothing logged");
  await sheet.write();
});
