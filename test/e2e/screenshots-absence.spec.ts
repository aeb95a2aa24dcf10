/** What is said to a person who comes back to the computer, and what they chose before. */
import { absenceTexts } from "../../app/texts/absence.ts";
import { preferencesTexts } from "../../app/texts/preferences.ts";
import { castProjectIds } from "../../app/demo/cast-projects.ts";
import { chooseAbsenceRules, tellPower, writeAbsenceNote } from "./support/absence.ts";
import { ContactSheet } from "./support/contact-sheet.ts";
import { expect, test } from "./support/fixtures.ts";
import { TimerWindow } from "./support/timer-window.ts";

const { gear } = castProjectIds;

test("leaving the computer", async ({ desktop: _desktop, demo, managed, launch }, testInfo) => {
  const sheet = new ContactSheet("screens-absence", 4);
  const { account } = demo;
  const profile = testInfo.outputPath("profile");

  await writeAbsenceNote(profile, demo, { projectId: gear, minutes: 29, reason: "lock" });
  const asked = await launch({ environment: managed, profile });
  const page = await asked.window();
  const dialog = page.getByRole("alertdialog");
  await expect(dialog).toBeVisible();
  await expect(page.locator(".status-today")).toBeVisible();
  await sheet.add(page, "It ran on meanwhile");
  account.pauseTimer(gear);
  await expect(dialog.getByRole("button")).toHaveCount(2);
  await sheet.add(page, "and is paused by now");
  await dialog.getByRole("button", { name: absenceTexts.keep("0:29") }).click();
  await expect(dialog).toBeHidden();
  await asked.terminate();

  const long = "Gesellschaft für Zahnradgetriebe und Antriebstechnik GmbH & Co. KG, Werk Süd — Umbau 2026";
  account.putProject({ ...account.project(gear), name: long });
  account.startTimer(gear);
  account.adjustTimer(gear, 20 * 3600);
  await writeAbsenceNote(profile, demo, { projectId: gear, minutes: 63 * 15, reason: "shutdown", meantToPause: true });
  const overnight = await launch({ environment: managed, profile });
  const night = new TimerWindow(await overnight.window());
  await expect(night.page.getByRole("alertdialog")).toBeVisible();
  await sheet.add(night.page, "A night, and a long name");
  await night.page.getByRole("button", { name: absenceTexts.keep("15:45") }).click();
  await chooseAbsenceRules(night.page, { sleep: "pause", lock: "ask", shutdown: "ask" });
  await tellPower(overnight.electron, "suspend");
  await expect.poll(() => account.timer(gear)?.run.kind).toBe("paused");
  await tellPower(overnight.electron, "resume");
  await expect(night.page.locator(".note")).toBeVisible();
  await sheet.add(night.page, "It was paused");
  await night.page.keyboard.press("Control+,");
  const section = night.page.getByRole("heading", { name: preferencesTexts.whenAway });
  await section.evaluate((heading) => heading.scrollIntoView());
  await sheet.add(night.page, "What was chosen");
  await sheet.write();
});
