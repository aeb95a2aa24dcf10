import { once } from "node:events";
import { readFile } from "node:fs/promises";
import path from "node:path";
import { _electron } from "playwright";
import { renamedRuntime } from "./support/as-packaged.ts";
import { appEnvironment, electronArguments } from "./support/electron.ts";
import { expect, test } from "./support/fixtures.ts";
import { ownPage } from "./support/running-app.ts";

test("starting at login is a file in the desktop's autostart folder", async ({ desktop: _desktop }, testInfo) => {
  test.skip(process.platform !== "linux", "other systems keep a list of their own");
  const { executablePath, remove } = await renamedRuntime();
  const config = testInfo.outputPath("config");
  const electron = await _electron.launch({
    executablePath,
    args: [...electronArguments(), `--user-data-dir=${testInfo.outputPath("profile")}`],
    env: appEnvironment({ XDG_CONFIG_HOME: config, XDG_SESSION_TYPE: "x11" }),
  });
  const child = electron.process();
  try {
    const page = await ownPage(await electron.firstWindow());
    const change = (startAtLogin: boolean) =>
      page.evaluate((on) => window.tallylight?.changeSettings({ startAtLogin: on }), startAtLogin);
    expect(await change(true)).toMatchObject({ kind: "saved" });
    const file = path.join(config, "autostart", "tallylight.desktop");
    expect((await readFile(file, "utf8")).split("\n")).toContain(`Exec="${executablePath}" --at-login`);
    expect(await change(false)).toMatchObject({ kind: "saved" });
    await expect(readFile(file, "utf8")).rejects.toThrow("ENOENT");
  } finally {
    const exited = once(child, "exit");
    child.kill("SIGTERM");
    await exited;
    await remove();
  }
});
