import { spawn } from "node:child_process";
import { once } from "node:events";
import { writeFile } from "node:fs/promises";
import path from "node:path";
import { _electron } from "playwright";
import { fatalTexts } from "../../app/texts/startup.ts";
import { renamedRuntime } from "./support/as-packaged.ts";
import { appEnvironment, electronArguments } from "./support/electron.ts";
import { expect, test } from "./support/fixtures.ts";

test("an installed app that fails right after its start says so, without what went wrong, and ends", async ({
  desktop: _desktop,
}, testInfo) => {
  test.skip(process.platform !== "linux", "the executable gets another name by a link");
  const { executablePath, remove } = await renamedRuntime();
  const electron = await _electron.launch({
    executablePath,
    args: [...electronArguments(), `--user-data-dir=${testInfo.outputPath("profile")}`],
    env: appEnvironment({ XDG_CONFIG_HOME: testInfo.outputPath("config") }),
  });
  const child = electron.process();
  try {
    let output = "";
    child.stdout?.on("data", (chunk: Buffer) => (output += chunk.toString()));
    // Its last words are read only after it is gone.
    const closed = once(child, "close");
    await electron.firstWindow();
    const failing = electron.evaluate(({ dialog }) => {
      dialog.showErrorBox = (title, content) => void process.stdout.write(`Shown: ${title}. ${content}\n`);
      setImmediate(() => {
        throw new Error("a detail");
      });
    });
    // The answer may be lost with the app that gives it.
    await Promise.all([closed, failing.catch(() => undefined)]);
    const shown = output.split("\n").filter((line) => line.startsWith("Shown: "));
    expect(shown).toEqual([expect.stringContaining(fatalTexts.title.ended)]);
    expect(shown[0]).toMatch(/\/tallylight\.log$/);
    expect(shown[0]).not.toContain("a detail");
    expect(output).toContain("a detail");
  } finally {
    if (child.exitCode === null && child.signalCode === null) child.kill("SIGKILL");
    await remove();
  }
});

// oxlint-disable-next-line no-empty-pattern
test("an installed app whose profile folder cannot be written shows which one, and ends", async ({}, testInfo) => {
  test.skip(process.platform !== "linux", "the executable gets another name by a link");
  const file = testInfo.outputPath("a-file");
  const config = path.join(file, "config");
  await writeFile(file, "");
  const module = testInfo.outputPath("show.cjs");
  await writeFile(
    module,
    `const { dialog } = require("electron");
     dialog.showErrorBox = (title, content) => void process.stdout.write("Shown: " + title + ". " + content + "\\n");`,
  );
  const { executablePath, remove } = await renamedRuntime();
  try {
    const child = spawn(executablePath, ["-r", module, ...electronArguments()], {
      env: appEnvironment({ XDG_CONFIG_HOME: config }),
    });
    let output = "";
    child.stdout.on("data", (chunk: Buffer) => (output += chunk.toString()));
    const [code]: readonly unknown[] = await once(child, "close");
    const sentence = fatalTexts.profileNotWritable(path.join(config, "tallylight"), "ENOTDIR");
    expect(output).toContain(`Shown: ${fatalTexts.title["not-started"]}. ${sentence}`);
    expect(code).toBe(1);
  } finally {
    await remove();
  }
});
