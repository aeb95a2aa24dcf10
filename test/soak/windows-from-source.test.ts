/** The project's commands on Windows, as far as Wine shows it: Node.js and our scripts are real, Electron is not there. */
import { copyFile, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { findProgram } from "../../scripts/lib/files.ts";
import { toolCommand } from "../../scripts/lib/tools.ts";
import { startWindowsNode } from "../support/windows-node.ts";
import type { WindowsNode, WindowsRun } from "../support/windows-node.ts";

const hasWine = process.platform === "linux" && (await findProgram("wine")) !== undefined;
/** Said where the tests are left out. */
const advice = hasWine
  ? ""
  : " (left out without Wine, which `sudo apt-get install --no-install-recommends wine wine64` brings)";

describe.skipIf(!hasWine)(`on Windows${advice}`, () => {
  let node: WindowsNode;
  let distribution: string;

  beforeAll(async () => {
    node = await startWindowsNode();
    // The launcher knows an Electron by its file's name, and nothing here starts it.
    distribution = await mkdtemp(path.join(tmpdir(), "tallylight-electron-"));
    await copyFile(node.program, path.join(distribution, "electron.exe"));
  }, 180_000);

  afterAll(async () => {
    await node?.stop();
    await rm(distribution, { recursive: true, force: true });
  });

  /** Runs a command through the launcher, in an environment that spells its search path as Windows does. */
  function withElectron(...command: readonly string[]): Promise<WindowsRun> {
    const script = `
      const { PATH: Path, ...rest } = process.env;
      const args = ["scripts/with-electron.ts", "--", ...process.argv.slice(1)];
      const options = { stdio: "inherit", env: { ...rest, Path } };
      process.exitCode = require("node:child_process").spawnSync(process.execPath, args, options).status;`;
    return node.run(["-e", script, "--", ...command], {
      ELECTRON_OVERRIDE_DIST_PATH: node.windowsPath(distribution),
      npm_execpath: node.windowsPath(toolCommand("npm")[1] ?? ""),
    });
  }

  test.each(["playwright", "vitest", "npm"])(
    "%s is started without its `.cmd` file and without a shell",
    async (tool) => {
      const { output, ...rest } = await withElectron(tool, "--version");
      expect({ ...rest, version: /\d+\.\d+\.\d+/.test(output) }).toMatchObject({ code: 0, version: true });
    },
  );

  test("the search path keeps its spelling, and what is in it comes after the project's tools", async () => {
    const script = "JSON.stringify(Object.entries(process.env).filter(([name]) => /^path$/i.test(name)))";
    const { output } = await withElectron("node", "-p", script);
    const paths: unknown = JSON.parse(output);
    const folders = expect.stringMatching(/^Z:\\.*\\node_modules\\\.bin;C:\\windows\\system32;/i);
    expect(paths).toEqual([["Path", folders]]);
  });

  test("a program whose time is over has ended well, though Windows cannot ask it to", async () => {
    const script = `
      const run = (runs) => runs.runForeground(process.execPath, ["-e", "setInterval(() => {}, 1000)"], { quitAfterMs: 1000 });
      import("./scripts/lib/run.ts").then(run).then((code) => console.log("code", code));`;
    expect(await node.run(["-e", script])).toMatchObject({ code: 0, output: expect.stringMatching(/^code 0\r?\n$/) });
  });
});
