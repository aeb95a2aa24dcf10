/** Takes the pictures of the documentation. Run it with `npm run screenshots`. */
import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import { PNG } from "pngjs";
import { images, setFont, themes } from "./support/contact-sheet.ts";
import { expect, test } from "./support/fixtures.ts";
import { missingPrograms, type Panel, startPanel } from "./support/panel.ts";
import { boxWhere, crop, difference, pixel } from "./support/pictures.ts";
import { TimerWindow } from "./support/timer-window.ts";

const lampRed = "255,77,66";

test("the window, light and dark", async ({ desktop, launch, managed }) => {
  const app = await launch({ environment: managed, args: ["--show", "--force-device-scale-factor=2"] });
  const tray = await desktop.nextItem();
  await tray.waitFor((state) => /\bLive\b/.test(state.tooltip), "a live link", 20_000);
  const window = new TimerWindow(await app.window());
  await expect(window.headline).toHaveText("Gear GmbH");
  await expect(window.linkText).toContainText("Live");
  await expect(window.page.locator(".status-today")).toBeVisible();
  await setFont(window.page);
  await mkdir(images, { recursive: true });

  for (const theme of themes) {
    // Playwright shows every page as light, whatever the system says, until asked otherwise.
    await window.page.emulateMedia({ colorScheme: theme });
    await window.page.screenshot({ path: path.join(images, `window-${theme}.png`), animations: "disabled" });
  }
});

test("the tray menu in a real panel", async ({ launch, managed }) => {
  const missing = await missingPrograms();
  test.skip(
    missing.length > 0,
    `There is no ${missing.join(", ")}; on Debian: apt-get install xfce4-panel xdotool imagemagick dbus`,
  );
  const panel = await startPanel();
  try {
    const app = await launch({ environment: { ...managed, ...panel.environment } });
    await expect.poll(() => app.log(), { timeout: 20_000 }).toContain("The link changed state=live");
    const icon = await findIcon(panel);
    const before = await panel.photograph();
    await panel.rightClick(icon);
    const after = await pictureOfMenu(panel, before);
    await mkdir(images, { recursive: true });
    await writeFile(path.join(images, "tray-menu.png"), PNG.sync.write(after));
  } finally {
    await panel.close();
  }
});

/** The panel draws when it likes: the icon is where the lamp's red appears. */
async function findIcon(panel: Panel): Promise<{ readonly x: number; readonly y: number }> {
  let middle: { x: number; y: number } | null = null;
  await expect
    .poll(
      async () => {
        const picture = await panel.photograph();
        const box = boxWhere(picture, (x, y) => pixel(picture, x, y) === lampRed);
        middle = box === null ? null : { x: box.x + Math.round(box.width / 2), y: box.y + Math.round(box.height / 2) };
        return middle;
      },
      { message: "The icon of a running timer appears in the panel.", timeout: 15_000 },
    )
    .not.toBeNull();
  if (middle === null) throw new Error("The icon is gone again.");
  return middle;
}

/** The menu has opened, and stands still from one picture to the next; with the icon above it. */
async function pictureOfMenu(panel: Panel, before: PNG): Promise<PNG> {
  let last = before;
  let menu: PNG | null = null;
  await expect
    .poll(
      async () => {
        const now = await panel.photograph();
        const changed = difference(before, now);
        const still = difference(last, now) === null;
        last = now;
        if (changed === null || changed.height < 100 || !still) return false;
        menu = crop(now, { ...changed, y: 0, height: changed.y + changed.height }, 1);
        return true;
      },
      { message: "The menu opens and stands still.", timeout: 15_000 },
    )
    .toBe(true);
  if (menu === null) throw new Error("The menu is gone again.");
  return menu;
}
