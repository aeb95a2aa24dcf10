/** The first run, step by step, with each of its failures. */
import type { Page } from "playwright";
import { firstRunTexts } from "../../app/texts/first-run.ts";
import { castProjectIds } from "../../app/demo/cast-projects.ts";
import { ContactSheet } from "./support/contact-sheet.ts";
import { expect, test } from "./support/fixtures.ts";
import { freePort } from "../support/loopback.ts";

test("first run", async ({ demo, launch }) => {
  const sheet = new ContactSheet("screens-first-run", 4);
  const port = String(await freePort());
  const reachable = { TALLYLIGHT_PUBLIC_URL: `http://127.0.0.1:${port}`, TALLYLIGHT_LISTEN_PORT: port };
  const account = { TALLYLIGHT_API_URL: demo.url };
  const first = await launch({ environment: { ...account, ...reachable } });
  const page = await first.window();
  await expect(page.getByLabel(firstRunTexts.tokenLabel)).toBeVisible();
  await sheet.add(page, "1. A token, or the demo");
  await page.getByRole("button", { name: firstRunTexts.signIn, exact: true }).click();
  await expect(page.getByText(firstRunTexts.tokenMissing)).toBeVisible();
  await sheet.add(page, "Nothing pasted");
  await signIn(page, "not-the-token");
  await expect(page.getByRole("alert")).toContainText("not accepted");
  await sheet.add(page, "A wrong token");
  demo.faults.disconnect();
  await signIn(page, demo.token);
  await expect(page.getByRole("alert")).toContainText("reached");
  await sheet.add(page, "No network");
  demo.faults.clear();

  demo.faults.latency = 2000;
  await signIn(page, demo.token);
  await sheet.add(page, "Signing in");
  await expect(page.getByRole("heading", { name: firstRunTexts.title })).toBeVisible({ timeout: 20_000 });
  await sheet.add(page, "2. Being made reachable");
  demo.faults.clear();
  await expect(page.getByText(firstRunTexts.reachable)).toBeVisible({ timeout: 20_000 });
  await sheet.add(page, "3. Try it");
  demo.account.startTimer(castProjectIds.zebra, "On the phone");
  await expect(page.getByText(firstRunTexts.appeared("Zebra Logistics"))).toBeVisible();
  await sheet.add(page, "Done");
  await page.getByRole("button", { name: firstRunTexts.done }).click();
  await expect(page.locator("#now-heading")).toHaveText("Zebra Logistics");
  await expect(page.locator(".status-today")).toBeVisible();
  await sheet.add(page, "No safe place for the token");
  await first.terminate();

  demo.faults.forbiddenBroadcasts = true;
  const forbidden = await launch({ environment: { ...account, ...reachable } });
  await failing(await forbidden.window(), "Announcements are forbidden");
  await forbidden.terminate();
  demo.faults.clear();

  const nowhere = String(await freePort());
  const relay = `ssh://nomatch@127.0.0.1:${nowhere}?dialect=srv.us&url=http://127.0.0.1:${nowhere}/*`;
  const blocked = await launch({ environment: { ...account, TALLYLIGHT_RELAY: relay } });
  await failing(await blocked.window(), "The relay is blocked");
  await blocked.terminate();

  const off = await launch({ environment: { ...account, TALLYLIGHT_RELAY: "off" } });
  await failing(await off.window(), "Switched off");
  await off.terminate();
  await sheet.write();

  async function failing(window: Page, caption: string): Promise<void> {
    await signIn(window, demo.token);
    await expect(window.getByText(firstRunTexts.unreachable)).toBeVisible({ timeout: 30_000 });
    await sheet.add(window, caption);
  }
});

async function signIn(page: Page, token: string): Promise<void> {
  await page.getByLabel(firstRunTexts.tokenLabel).fill(token);
  await page.getByRole("button", { name: firstRunTexts.signIn, exact: true }).click();
}
