/** The window with whatever an account may hold, with nothing, and with every problem. */
import { linkTexts } from "../../app/texts/link.ts";
import { statusTexts } from "../../app/texts/status.ts";
import { switcherTexts } from "../../app/texts/switcher.ts";
import { windowTexts } from "../../app/texts/window.ts";
import { castProjectIds } from "../../app/demo/cast-projects.ts";
import { startDemoServer } from "../support/noko/server.ts";
import { ContactSheet } from "./support/contact-sheet.ts";
import { expect, test } from "./support/fixtures.ts";
import { TimerWindow } from "./support/timer-window.ts";

const { gear, internal, sprockets, zebra, zenith, pixel } = castProjectIds;
const pause = { route: "PUT /v2/projects/:id/timer/pause" } as const;

test("states", async ({ demo, managed, launch }) => {
  const sheet = new ContactSheet("screens-states", 4);
  const { account } = demo;
  const rename = (id: number, name: string): void => account.putProject({ ...account.project(id), name });
  rename(gear, "Gesellschaft für Zahnradgetriebe und Antriebstechnik GmbH & Co. KG, Werk Süd — Umbau 2026");
  rename(sprockets, "מגדלי הים — אתר חדש ותמיכה שוטפת");
  rename(internal, "👩‍🔧🛠️ Werkstatt 🎉");
  rename(zebra, "<b>Bold</b> & <img src=x onerror=alert(1)>");
  rename(zenith, "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft");
  rename(pixel, "شركة البحر للتجارة");
  account.startTimer(
    gear,
    "<script>alert(1)</script> and a description that goes on, and on, and on, well past what two lines can hold " +
      "#a-rather-long-hashtag #второй #标签 — with the rest on hover",
  );
  account.describeTimer(sprockets, "תיקון הטופס #עיצוב ובדיקה עם הלקוח");
  account.adjustTimer(gear, 44 * 3600);
  const app = await launch({ environment: managed, args: ["--show"] });
  const window = new TimerWindow(await app.window());
  const { page } = window;
  await expect(page.locator(".status-today")).toBeVisible();
  await expect(window.linkText).toContainText("Live");
  await sheet.add(page, "Long, right to left, emoji, markup");
  await page.getByRole("button", { name: /^Log / }).click();
  await sheet.add(page, "The same while logging");
  await page.keyboard.press("Escape");
  await page.keyboard.press("Control+k");
  await sheet.add(page, "The same in the quick switcher");
  await page.keyboard.press("Escape");

  demo.faults.disconnect();
  await page.locator(".status-link").click();
  await page.getByRole("button", { name: statusTexts.checkNow }).click();
  await expect(page.locator(".details-title")).toContainText(linkTexts.title.offline);
  await sheet.add(page, "Offline, and why");
  demo.faults.clear();
  demo.faults.answer(503, { route: "GET /v2/timers" });
  await page.getByRole("button", { name: statusTexts.checkNow }).click();
  await expect(page.locator(".details-title")).toContainText(linkTexts.accountLocked);
  await sheet.add(page, "The account is locked");
  demo.faults.clear();
  await app.terminate();

  for (const timer of account.timers()) account.discardTimer(timer.projectId);
  const polling = await launch({
    environment: { TALLYLIGHT_API_URL: demo.url, TALLYLIGHT_TOKEN: demo.token, TALLYLIGHT_RELAY: "off" },
    args: ["--show"],
  });
  const idle = new TimerWindow(await polling.window());
  await expect(idle.linkText).toContainText("Checking every");
  await expect(idle.page.locator(".status-today")).toBeVisible();
  await sheet.add(idle.page, "No timer, not reachable");
  await idle.page.locator(".status-link").click();
  await expect(idle.page.locator(".details")).toBeVisible();
  await sheet.add(idle.page, "What that means");
  await polling.terminate();

  const bare = await startDemoServer({ cast: "off", projects: 0 });
  const empty = await launch({
    environment: { ...managed, TALLYLIGHT_API_URL: bare.url, TALLYLIGHT_TOKEN: bare.token },
    args: ["--show"],
  });
  const nothing = await empty.window();
  await expect(nothing.getByText(switcherTexts.noProjects)).toBeVisible();
  await sheet.add(nothing, "An account without projects");
  await empty.terminate();
  await bare.stop();

  const large = await startDemoServer({ cast: "quiet", projects: 4000 });
  large.faults.latency = ({ route }) => (route === "GET /v2/projects" ? 4000 : 0);
  const loading = await launch({
    environment: { ...managed, TALLYLIGHT_API_URL: large.url, TALLYLIGHT_TOKEN: large.token },
    args: ["--show"],
  });
  const page4000 = await loading.window();
  await expect(page4000.getByText(/more are being read/)).toBeVisible({ timeout: 20_000 });
  await sheet.add(page4000, "Many projects are being read");
  await loading.terminate();
  await large.stop();
  await sheet.write();
});

test("problems", async ({ opened, demo }) => {
  const { page, pauseButton } = opened.window;
  const sheet = new ContactSheet("screens-problems", 3);
  const banner = page.locator(".banner");
  const { faults } = demo;
  const states: readonly (readonly [string, () => unknown])[] = [
    ["Offline", () => faults.disconnect(pause)],
    ["Not allowed", () => faults.answer(403, pause)],
    ["Gone", () => faults.answer(404, pause)],
    ["Refused values", () => faults.answer(400, pause, refusal("invalid"))],
    ["New tags", () => faults.answer(400, pause, refusal("cannot_create_tags"))],
    ["The server failed", () => faults.answer(500, pause)],
    ["Locked", () => faults.answer(503, pause)],
    ["Unreadable", () => faults.answer(200, pause, { body: "<html>" })],
    ["Led elsewhere", () => faults.redirect(302, "https://sign-in.example/", pause)],
    ["No answer in time", () => faults.hang(pause)],
    ["Too many requests", () => faults.answer(429, pause, { headers: { "Retry-After": "300" } })],
  ];
  for (const [caption, arrange] of states) {
    arrange();
    await pauseButton.click();
    await expect(banner).toBeVisible({ timeout: 35_000 });
    await sheet.add(page, caption, banner);
    faults.clear();
    await page.getByRole("button", { name: windowTexts.dismiss }).click();
    await expect(banner).toBeHidden();
    await expect(pauseButton).toBeEnabled();
  }
  await sheet.write();
});

function refusal(code: string): { readonly body: string } {
  return { body: JSON.stringify({ message: "Validation Failed", errors: [{ resource: "Timer", field: "x", code }] }) };
}
