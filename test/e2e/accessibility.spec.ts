import type { Page } from "playwright";
import { absenceTexts } from "../../app/texts/absence.ts";
import { accountTexts } from "../../app/texts/account.ts";
import { dayTexts } from "../../app/texts/day.ts";
import { diagnosticsTexts } from "../../app/texts/diagnostics.ts";
import { firstRunTexts } from "../../app/texts/first-run.ts";
import { preferencesTexts } from "../../app/texts/preferences.ts";
import { questionTexts } from "../../app/texts/questions.ts";
import { adjustTexts, describeTexts, logTexts } from "../../app/texts/sheets.ts";
import { statusTexts } from "../../app/texts/status.ts";
import { switcherTexts } from "../../app/texts/switcher.ts";
import { timersTexts } from "../../app/texts/timers.ts";
import { windowTexts } from "../../app/texts/window.ts";
import { castProjectIds } from "../../app/demo/cast-projects.ts";
import { chooseAbsenceRules, tellPower, writeAbsenceNote } from "./support/absence.ts";
import { violationsIn } from "./support/axe.ts";
import { expect, test } from "./support/fixtures.ts";
import { TimerWindow } from "./support/timer-window.ts";
import { unnoticed } from "./support/unnoticed.ts";

const { gear, zebra } = castProjectIds;
const name = "Gear GmbH";

for (const colorScheme of ["light", "dark"] as const) {
  test(`axe finds nothing on any screen: ${colorScheme}`, async ({ launch, managed, demo }) => {
    test.slow();
    const { TALLYLIGHT_TOKEN: token = "", ...environment } = managed;
    const app = await launch({ environment });
    const window = new TimerWindow(await app.window());
    const { page } = window;
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    expect(await page.evaluate((theme) => matchMedia(`(prefers-color-scheme: ${theme})`).matches, colorScheme)).toBe(
      true,
    );

    const found: Record<string, readonly string[]> = {};
    const check = async (screen: string): Promise<void> => {
      await stillness(page);
      found[screen] = await violationsIn(app.electron, page);
    };
    const button = (label: string) => page.getByRole("button", { name: label, exact: true });
    const pick = async (label: string, project = name): Promise<void> => {
      await button(timersTexts.more(project)).click();
      await page.getByRole("menuitem", { name: label }).click();
    };
    const dialog = async (title: string): Promise<void> => {
      await expect(page.getByRole("dialog", { name: title })).toBeVisible();
      await check(title);
      await page.keyboard.press("Escape");
      await expect(page.getByRole("dialog")).toBeHidden();
    };

    await expect(window.tokenField).toBeVisible();
    await check("first run");
    await window.tokenField.fill("not-the-token");
    await button(firstRunTexts.signIn).click();
    await expect(page.getByRole("alert")).toBeVisible();
    await check("first run, refused");
    await window.tokenField.fill(token);
    await button(firstRunTexts.signIn).click();
    await expect(page.getByText(firstRunTexts.reachable)).toBeVisible();
    await check("almost there");
    demo.account.startTimer(zebra);
    await expect(page.getByText(firstRunTexts.appeared("Zebra Logistics"))).toBeVisible();
    await check("almost there, tried");
    await button(firstRunTexts.done).click();

    await expect(window.headline).toHaveText("Zebra Logistics");
    demo.account.pauseTimer(zebra);
    await expect(window.headline).toHaveText(timersTexts.noTimerTitle);
    await check("nothing running");
    demo.account.startTimer(gear);
    await expect(window.headline).toHaveText(name);
    await expect(page.locator(".status-today")).toBeVisible();
    await check("main");

    await page.keyboard.press("ControlOrMeta+k");
    await expect(page.getByText(switcherTexts.enterSwitches)).toBeVisible();
    await check("quick switcher");
    await page.keyboard.type("ze");
    await check("quick switcher, found");
    await page.keyboard.press("Escape");
    await page.keyboard.press("Escape");
    await expect(window.headline).toBeVisible();

    await button(timersTexts.more(name)).click();
    await expect(page.getByRole("menu")).toBeVisible();
    await check("menu of the timer");
    await page.keyboard.press("Escape");
    await page.getByRole("button", { name: /^Log \d/ }).click();
    await dialog(logTexts.title(name));
    await pick(timersTexts.adjustTime);
    await dialog(adjustTexts.title(name));
    await pick(timersTexts.editDescription);
    await dialog(describeTexts.title(name));

    await window.linkText.click();
    await expect(page.getByText(statusTexts.lastAnswer)).toBeVisible();
    await check("link");
    await page.keyboard.press("Escape");
    // By keyboard: a pointer that rests there opens it as well, and a press after that would close it.
    await page.locator(".status-today").press("Enter");
    await expect(page.getByRole("table")).toBeVisible();
    await check("today");
    await page.evaluate(() => globalThis.window.tallylight?.changeSettings({ dayGoalMinutes: 450 }));
    await expect(page.getByRole("row", { name: dayTexts.goal })).toBeVisible();
    await check("today, against a goal");
    await page.keyboard.press("Escape");
    await expect(page.getByRole("table")).toBeHidden();

    await page.keyboard.press("ControlOrMeta+e");
    await expect(page.getByRole("heading", { name: dayTexts.entries })).toBeVisible();
    await check("day");
    await page.keyboard.press("ControlOrMeta+Shift+n");
    await dialog(dayTexts.addTitle);
    await page.keyboard.press("Escape");
    await expect(window.headline).toBeVisible();

    await button(timersTexts.addMinutesLabel(5)).click();
    await expect(button(timersTexts.undo)).toBeVisible();
    await check("undo");

    demo.faults.answer(500, { route: "PUT /v2/projects/:id/timer/pause", times: 1 });
    await window.pauseButton.click();
    await expect(page.getByRole("alert")).toContainText("The server had a problem (500).");
    await check("problem");
    await button(windowTexts.dismiss).click();

    await page.getByRole("button", { name: /^Log \d/ }).click();
    const sheet = page.getByRole("dialog", { name: logTexts.title(name) });
    await expect(sheet).toBeVisible();
    demo.account.adjustTimer(gear, 3_600);
    await expect(sheet).toContainText("Changed elsewhere: running at 2:");
    await check("log, changed elsewhere");
    await sheet.getByRole("button", { name: /^Log \d/ }).click();
    await expect(page.getByRole("alertdialog")).toBeVisible();
    await check("question");
    await button(questionTexts.leave).click();
    await expect(page.getByRole("alertdialog")).toBeHidden();

    await unnoticed(
      demo,
      zebra,
      () => demo.account.discardTimer(zebra),
      () => pick(timersTexts.discard, "Zebra Logistics"),
    );
    await expect(page.getByRole("alertdialog")).toContainText(questionTexts.goneDetail);
    await check("question, gone");
    await button(windowTexts.close).click();
    await expect(page.getByRole("alertdialog")).toBeHidden();
    demo.faults.clear();

    await page.keyboard.press("ControlOrMeta+,");
    await expect(page.getByRole("heading", { name: preferencesTexts.title })).toBeVisible();
    await check("preferences");
    await button(accountTexts.signOut).click();
    await expect(page.getByRole("alertdialog")).toBeVisible();
    await check("sign out");
    await button(windowTexts.cancel).click();
    await button(preferencesTexts.openDiagnostics).click();
    await expect(page.getByRole("heading", { name: diagnosticsTexts.title })).toBeVisible();
    await expect(page.getByText(diagnosticsTexts.runtime)).toBeVisible();
    await check("diagnostics");
    demo.faults.forbiddenBroadcasts = true;
    await button(diagnosticsTexts.repair.everything).click();
    await expect(button(diagnosticsTexts.repair.receiver)).toBeVisible();
    await check("diagnostics, something to repair");

    await app.terminate();

    demo.faults.clear();
    demo.account.adjustTimer(gear, 3_600);
    await writeAbsenceNote(app.profile, demo, { projectId: gear, minutes: 29, reason: "lock" });
    const later = await launch({ environment: managed, profile: app.profile });
    const back = await later.window();
    await back.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    const lookBack = async (screen: string): Promise<void> => {
      await stillness(back);
      found[screen] = await violationsIn(later.electron, back);
    };
    await expect(back.getByRole("alertdialog")).toBeVisible();
    await lookBack("back at the computer, asked");
    await back.getByRole("button", { name: absenceTexts.moveElsewhere }).click();
    await lookBack("back at the computer, moving the time");
    await back.getByRole("button", { name: absenceTexts.back, exact: true }).click();
    await back.getByRole("button", { name: absenceTexts.keep("0:29") }).click();
    await chooseAbsenceRules(back, { sleep: "pause" });
    await tellPower(later.electron, "suspend");
    await expect.poll(() => demo.account.timer(gear)?.run.kind).toBe("paused");
    await tellPower(later.electron, "resume");
    await expect(back.locator(".note")).toBeVisible();
    await lookBack("back at the computer, paused");

    expect(Object.keys(found)).toHaveLength(29);
    expect(Object.entries(found).filter(([, violations]) => violations.length > 0)).toEqual([]);
  });
}

/** What fades in has other colours until it stands. */
async function stillness(page: Page): Promise<void> {
  await expect
    .poll(() =>
      page.evaluate(
        () =>
          document.getAnimations().filter((animation) => {
            const end = animation.effect?.getComputedTiming().endTime;
            return animation.playState === "running" && typeof end === "number" && end < 1_000;
          }).length,
      ),
    )
    .toBe(0);
}
