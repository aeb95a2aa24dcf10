import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { expect } from "playwright/test";
import type { Locator, Page } from "playwright";
import { prepareProgram, type SystemProgram } from "../../support/system-program.ts";

const xdotool = "/usr/bin/xdotool";

/** Whether keys can be pressed on the display itself, so that they reach the program in front. */
export function prepareRealKeys(): SystemProgram {
  return prepareProgram(xdotool, "xdotool");
}

/** Presses them one after the other, on the display and not in the page. */
export async function pressReally(...keys: readonly string[]): Promise<void> {
  for (const key of keys) await promisify(execFile)(xdotool, ["key", key]);
}

/** Notes every key that the page receives from now on; the result reads them. */
export async function keysFromNow(page: Page): Promise<() => Promise<readonly string[]>> {
  await page.evaluate(() => {
    const keys: string[] = [];
    Reflect.set(globalThis, "keysPressed", keys);
    addEventListener("keydown", ({ key }) => keys.push(key), true);
  });
  return () =>
    page.evaluate(() => {
      const keys: unknown = Reflect.get(globalThis, "keysPressed");
      return Array.isArray(keys) ? keys.map(String) : [];
    });
}

/** Goes there by Tab alone; fails where Tab does not lead. */
export async function tabTo(page: Page, target: Locator): Promise<void> {
  const most = 60;
  await expect(target).toBeVisible();
  for (let count = 0; count < most; count += 1) {
    if (await target.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press("Tab");
  }
  throw new Error(`Tab, pressed ${most} times, does not lead to ${target.toString()}.`);
}
