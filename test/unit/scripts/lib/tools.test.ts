import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { toolCommand } from "../../../../scripts/lib/tools.ts";

let modules: string;

beforeEach(async () => {
  modules = await mkdtemp(path.join(tmpdir(), "tallylight-test-"));
});

afterEach(() => rm(modules, { recursive: true }));

async function install(name: string, manifest: string): Promise<void> {
  await mkdir(path.join(modules, name), { recursive: true });
  await writeFile(path.join(modules, name, "package.json"), manifest);
}

describe("a tool of the project is started as `node <its entry>`", () => {
  test.each([
    { title: "one entry", manifest: { bin: "cli.js" }, entry: "cli.js" },
    {
      title: "an entry of its name",
      manifest: { bin: { "a-tool": "./bin/a.mjs", other: "o.js" } },
      entry: "bin/a.mjs",
    },
  ])("with $title", async ({ manifest, entry }) => {
    await install("a-tool", JSON.stringify(manifest));
    expect(toolCommand("a-tool", {}, modules)).toEqual([process.execPath, path.join(modules, "a-tool", entry)]);
  });

  test("the project's own are found", () => {
    for (const tool of ["playwright", "vitest", "electron-vite"]) {
      expect(toolCommand(tool)).toEqual([process.execPath, expect.stringContaining(path.join("node_modules", tool))]);
    }
  });
});

describe("a command stays as it is", () => {
  test.each([
    { title: "that is no package", name: "a-tool", manifest: null },
    { title: "whose package has no entry", name: "a-tool", manifest: "{}" },
    { title: "whose package has another one", name: "a-tool", manifest: '{"bin":{"other":"o.js"}}' },
    { title: "whose manifest cannot be read", name: "a-tool", manifest: "not JSON" },
    { title: "that is a path", name: "./a-tool", manifest: '{"bin":"cli.js"}' },
    { title: "that leads elsewhere", name: "../a-tool", manifest: '{"bin":"cli.js"}' },
  ])("$title", async ({ name, manifest }) => {
    if (manifest !== null) await install("a-tool", manifest);
    expect(toolCommand(name, {}, path.join(modules, "nowhere", ".."))).toEqual([name]);
  });
});

test("node is the one that runs this", () => {
  expect(toolCommand("node")).toEqual([process.execPath]);
});

test("npm is the one that runs the script, but no other package manager", async () => {
  const npm = path.join(modules, "npm-cli.js");
  await writeFile(npm, "");
  expect(toolCommand("npm", { npm_execpath: npm })).toEqual([process.execPath, npm]);
  const pnpm = path.join(modules, "pnpm.cjs");
  await writeFile(pnpm, "");
  expect(toolCommand("npm", { npm_execpath: pnpm }).at(-1)).toMatch(/^npm$|[\\/]npm-cli\.js$/);
});
