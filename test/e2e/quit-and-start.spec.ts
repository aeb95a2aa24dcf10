import { spawn } from "node:child_process";
import { once } from "node:events";
import { writeFile } from "node:fs/promises";
import type { TrayItem } from "../support/tray-item.ts";
import { appEnvironment, electronArguments, electronExecutable, isPackaged } from "./support/electron.ts";
import { expect, test } from "./support/fixtures.ts";

test("started while it still disables its receiver, it is there again, as it was, once that is done", async ({
  desktop,
  managed,
}, testInfo) => {
  test.skip(isPackaged, "a packaged app takes no module from outside");
  const module = testInfo.outputPath("start-again.cjs");
  await writeFile(module, startsAgainOnce(testInfo.outputPath("started-again")));
  const args = ["-r", module, ...electronArguments(), `--user-data-dir=${testInfo.outputPath("profile")}`];
  // Electron gives this desktop another name, which the programs that it starts inherit.
  const env = appEnvironment({ ...managed, XDG_CURRENT_DESKTOP: "ubuntu:GNOME" });
  const first = spawn(electronExecutable(), args, { env, stdio: "ignore" });
  const ended = once(first, "exit");
  const tray = await desktop.nextItem();
  await untilLive(tray);
  const { hash } = await tray.iconPixels();
  await tray.click("Quit Tallylight");
  await ended;

  const again = await desktop.nextItem();
  try {
    await untilLive(again);
    expect(await again.iconPixels()).toMatchObject({ hash });
  } finally {
    await again.click("Quit Tallylight");
    await expect.poll(() => again.tooltip().catch(() => "gone")).toBe("gone");
  }
});

async function untilLive(tray: TrayItem): Promise<void> {
  await tray.waitFor((state) => /\bLive\b/.test(state.tooltip), "a live link", 20_000);
}

/** The event of a start while the app quits: a second process might come too late for that. */
function startsAgainOnce(marker: string): string {
  return `
    const { app } = require("electron");
    const fs = require("node:fs");
    const { existsSync, writeFileSync, writeSync } = fs;
    if (!existsSync(${JSON.stringify(marker)})) {
      fs.writeSync = (file, text, ...rest) => {
        if (String(text).includes("Tallylight quits")) {
          fs.writeSync = writeSync;
          setImmediate(() => app.emit("second-instance", {}, [], ""));
        }
        return writeSync(file, text, ...rest);
      };
    }
    writeFileSync(${JSON.stringify(marker)}, "");
  `;
}
