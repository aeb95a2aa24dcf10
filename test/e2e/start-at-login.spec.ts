import { once } from "node:events";
import { link, mkdtemp, readdir, readFile, rm, symlink } from "node:fs/promises";
import path from "node:path";
import { _electron } from "playwright";
import { appEnvironment, electronArguments, electronExecutable } from "./support/electron.ts";
import { expect, test } from "./support/fixtures.ts";

/**
 * Electron takes itself for a packaged app where its executable has another name than its own. A file of that name
 * beside links to everything else is enough; on the same disk, for it shares its content with the original.
 */
async function renamedRuntime(directory: string): Promise<string> {
  const executable = electronExecutable();
  const original = path.dirname(executable);
  for (const name of await readdir(original)) {
    if (name !== path.basename(executable)) await symlink(path.join(original, name), path.join(directory, name));
  }
  const renamed = path.join(directory, "tallylight");
  // A second name, since a symbolic link would be followed back to the first.
  await link(executable, renamed);
  return renamed;
}

test("starting at login is a file in the desktop's autostart folder", async ({ desktop: _desktop }, testInfo) => {
  test.skip(process.platform !== "linux", "other systems keep a list of their own");
  const directory = await mkdtemp(path.join(path.dirname(electronExecutable()), "../renamed-"));
  const executablePath = await renamedRuntime(directory);
  const config = testInfo.outputPath("config");
  const electron = await _electron.launch({
    executablePath,
    args: [...electronArguments(), `--user-data-dir=${testInfo.outputPath("profile")}`],
    env: appEnvironment({ XDG_CONFIG_HOME: config, XDG_SESSION_TYPE: "x11" }),
  });
  const child = electron.process();
  try {
    const page = await electron.firstWindow();
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
    await rm(directory, { recursive: true });
  }
});
