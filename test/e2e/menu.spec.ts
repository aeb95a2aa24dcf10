import { castProjectIds } from "../../app/demo/cast-projects.ts";
import { questionTexts } from "../../app/texts/questions.ts";
import { adjustTexts, describeTexts, logTexts } from "../../app/texts/sheets.ts";
import { trayTexts } from "../../app/texts/tray.ts";
import type { DemoServer } from "../support/noko/server.ts";
import { describeMenu, findItem, menuLabels, type TrayMenuNode } from "../support/tray-state.ts";
import { expect, test } from "./support/fixtures.ts";
import { requestsFromNow } from "./support/requests.ts";
import { unnoticed } from "./support/unnoticed.ts";

const { gear } = castProjectIds;
const changes = (requests: readonly string[]): readonly string[] =>
  requests.filter((request) => !request.startsWith("GET"));

test("the real menu has every verb, for the running timer and for each paused one", async ({ signedIn }) => {
  // The list of projects is read when everything else is there.
  const { menu } = await signedIn.tray.waitFor(
    (state) => findItem(state.menu, ["Start", "Zebra Logistics"]) !== undefined,
    "what can be started",
  );
  expect(labelsOf(menu, "Adjust")).toEqual(["−15 minutes", "−5 minutes", "+5 minutes", "+15 minutes", "Custom…"]);
  for (const paused of ["Sprockets Inc. — Website relaunch · 0:47", "Internal · 0:12"]) {
    expect(labelsOf(menu, paused)).toEqual(expect.arrayContaining(["Resume", "Log…", "Discard"]));
  }
  expect(labelsOf(menu, "Start")).toEqual(expect.arrayContaining(["Zebra Logistics", "Search…"]));
  expect(labelsOf(menu, "Help")).toEqual(["Diagnostics", "Open the folder of logs", "Copy diagnostics"]);
  expect(menuLabels({ menu })).toEqual(
    expect.arrayContaining(["Pause", "Log…", "Edit description…", "Discard", "Preferences…", "Quit Tallylight"]),
  );
});

const clicks: readonly (readonly [readonly string[], string])[] = [
  [["Log…"], logTexts.title("Gear GmbH")],
  [["Adjust", "Custom…"], adjustTexts.title("Gear GmbH")],
  [["Edit description…"], describeTexts.title("Gear GmbH")],
  [["Internal · 0:12", "Log…"], logTexts.title("Internal")],
];
test("what takes more than a click opens the window right there", async ({ signedIn }) => {
  const { app, tray } = signedIn;
  for (const [click, title] of clicks) {
    await tray.click(...click);
    const page = await app.window();
    await expect(page.getByRole("dialog", { name: title })).toBeVisible();
  }
});

test("+5 minutes reaches the account once, and Undo takes it back", async ({ signedIn, demo }) => {
  const { app, tray } = signedIn;
  const requests = requestsFromNow(demo);
  const before = collected(demo);
  await tray.click("Adjust", "+5 minutes");
  await tray.waitFor((state) => menuLabels(state).includes("Undo: +0:05 on Gear GmbH"), "five minutes more");
  expect(isNear(collected(demo), before + 300_000)).toBe(true);
  expect(changes(requests())).toEqual([`PUT /v2/projects/${gear}/timer/add_or_subtract_time`]);

  await tray.click("Undo: +0:05 on Gear GmbH");
  await tray.waitFor((state) => !menuLabels(state).some((text) => text.startsWith("Undo")), "no more to undo");
  expect(isNear(collected(demo), before)).toBe(true);
  expect(changes(requests())).toHaveLength(2);
  expect(await app.windowCount()).toBe(0);
});

test("Discard is held, and Undo brings the timer back with its time and description", async ({ signedIn, demo }) => {
  const { app, tray } = signedIn;
  const requests = requestsFromNow(demo);
  await tray.click("Discard");
  const held = await tray.waitFor(
    (state) =>
      state.tooltip.startsWith("No timer is running") && menuLabels(state).some((text) => text.startsWith("Undo")),
    "the discarded timer gone and an Undo",
  );
  expect(menuLabels(held)).not.toContain("Gear GmbH · 1:23");

  await tray.click(menuLabels(held).find((text) => text.startsWith("Undo: discard Gear GmbH")) ?? "");
  const back = await tray.waitFor((state) => /^Gear GmbH · \d+:\d\d/.test(state.tooltip), "Gear GmbH again");
  expect(back.tooltip).toContain("Gearbox drawings, second round");
  expect(changes(requests()).filter((request) => request.startsWith("DELETE"))).toEqual([]);
  expect(demo.account.runningTimer()?.projectId).toBe(gear);
  expect(await app.windowCount()).toBe(0);
});

const guarded: readonly (readonly string[])[] = [["Discard"], ["Adjust", "+5 minutes"]];
test("what changed elsewhere unnoticed is asked about, and nothing is done before the answer", async ({
  signedIn,
  demo,
}) => {
  const { app, tray } = signedIn;
  const requests = requestsFromNow(demo);
  for (const click of guarded) {
    await unnoticed(
      demo,
      gear,
      () => demo.account.adjustTimer(gear, 3600),
      () => tray.click(...click),
    );
    await tray.waitFor(
      (state) => menuLabels(state).includes(questionTexts.changed("Gear GmbH")),
      "that the timer changed",
    );
    const page = await app.window();
    const dialog = page.getByRole("alertdialog", { name: questionTexts.changed("Gear GmbH") });
    await expect(dialog).toBeVisible();
    expect(changes(requests())).toEqual([]);
    await dialog.getByRole("button", { name: questionTexts.leave }).click();
    await tray.waitFor((state) => !menuLabels(state).includes(trayTexts.answerInWindow), "the question gone");
  }
  expect(changes(requests())).toEqual([]);
  expect(demo.account.runningTimer()?.projectId).toBe(gear);
});

/** An adjustment counts the seconds since the last start in, and a test takes a few. */
function isNear(milliseconds: number, expected: number): boolean {
  return milliseconds >= expected && milliseconds < expected + 30_000;
}

/** What the running timer holds besides the time since its start, in milliseconds. */
function collected(demo: DemoServer): number {
  return demo.account.runningTimer()?.collected ?? Number.NaN;
}

function labelsOf(menu: readonly TrayMenuNode[], label: string): readonly string[] {
  const found = menu.find((node) => node.label === label);
  if (found === undefined) throw new Error(`There is no "${label}" in\n${describeMenu(menu)}`);
  return menuLabels({ menu: found.children });
}
