import type { Page } from "playwright";
import { expect } from "playwright/test";
import type { DemoServer } from "../../support/noko/server.ts";

/**
 * Whatever the app asks from now on waits until the result is called. It asks one thing after another, so with the
 * first that waits everything that it was answered before is in the tray and in the window: neither changes by itself.
 */
export async function holdLooks(demo: DemoServer, page: Page): Promise<() => void> {
  let somethingWaits = false;
  const release = demo.faults.hold({ where: () => (somethingWaits = true) });
  await page.evaluate(() => void window.tallylight?.dispatch({ kind: "refresh" }));
  await expect.poll(() => somethingWaits).toBe(true);
  return release;
}
