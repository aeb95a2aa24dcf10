/** The import rules refuse what they should: each case is a small project of its own that breaks one of them. */
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, expect, test } from "vitest";

const root = process.cwd();
const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
});

/** Files that are there in every case, so that what is imported exists. */
const bystanders = {
  "app/model/timer.ts": "export const timer = 1;",
  "app/noko/client.ts": "export const client = 1;",
  "app/linux/panel.ts": "export interface Panel { a: 1 }",
  "app/linux/state.ts": 'import type { Panel } from "./panel.ts"; export interface State { panel: Panel }',
  "main/config.ts": "export interface Config { a: 1 }\nexport const config = 1;",
  "renderer/App.tsx": "export const App = () => <p />;",
  "scripts/package.ts": "export const packaged = 1;",
  "test/support/fake.ts": "export const fake = 1;",
};

function violationsIn(file: string, source: string): string {
  const folder = mkdtempSync(path.join(tmpdir(), "import-rules-"));
  folders.push(folder);
  for (const [name, text] of Object.entries({ ...bystanders, [file]: source })) {
    mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
    writeFileSync(path.join(folder, name), text);
  }
  for (const name of ["node_modules", ".dependency-cruiser.cjs", "tsconfig.json", "package.json"]) {
    symlinkSync(path.join(root, name), path.join(folder, name));
  }
  const cruise = path.join(root, "node_modules/dependency-cruiser/bin/dependency-cruise.mjs");
  const args = [
    cruise,
    "--config",
    ".dependency-cruiser.cjs",
    "--output-type",
    "err-long",
    "app",
    "main",
    "renderer",
    "scripts",
    "test",
  ];
  const result = spawnSync(process.execPath, args, { cwd: folder, encoding: "utf8" });
  return `exit ${result.status}\n${result.stdout}${result.stderr}`;
}

const broken: readonly [file: string, source: string, rule: string][] = [
  ["app/account/session.ts", 'import { app } from "electron"; export const x = app;', "app-runs-without-electron"],
  [
    "app/account/session.ts",
    'import type { Config } from "../../main/config.ts"; export type X = Config;',
    "app-runs-without-electron",
  ],
  ["app/model/clock.ts", 'import { now } from "node:process"; export const x = now;', "pure-layers-stay-pure"],
  [
    "app/model/clock.ts",
    'import { client } from "../noko/client.ts"; export const x = client;',
    "pure-layers-stay-pure",
  ],
  [
    "renderer/day/View.tsx",
    'import { config } from "../../main/config.ts"; export const V = () => <p>{config}</p>;',
    "renderer-is-a-view",
  ],
  [
    "renderer/day/View.tsx",
    'import type { Config } from "../../main/config.ts"; export const V = (p: Config) => <p>{p.a}</p>;',
    "renderer-is-a-view",
  ],
  [
    "renderer/day/View.tsx",
    'import { client } from "../../app/noko/client.ts"; export const V = () => <p>{client}</p>;',
    "renderer-is-a-view",
  ],
  [
    "renderer/day/View.tsx",
    'import fs from "node:fs"; export const V = () => <p>{String(fs)}</p>;',
    "renderer-has-no-node-core",
  ],
  [
    "renderer/day/View.tsx",
    'import { shell } from "electron"; export const V = () => <p>{String(shell)}</p>;',
    "renderer-has-no-node",
  ],
  [
    "main/page/preload.ts",
    'import { client } from "../app/noko/client.ts"; export const x = client;',
    "preload-is-thin",
  ],
  [
    "main/index.ts",
    'import "electron"; import { App } from "../renderer/App.tsx"; export const x = App;',
    "main-is-a-shell",
  ],
  [
    "main/tray/perform.ts",
    'import { timer } from "../../app/model/timer.ts"; export const x = timer;',
    "main-imports-electron",
  ],
  ["main/window/positions.ts", "export const x = 1;", "main-imports-electron"],
  ["app/session.ts", "export const x = 1;", "no-loose-files"],
  ["app/session.ts", 'import { timer } from "./model/timer.ts"; export const x = timer;', "no-loose-files"],
  ["renderer/View.tsx", "export const View = () => <p />;", "no-loose-files"],
  ["main/tray.ts", 'import { Tray } from "electron"; export const x = Tray;', "no-loose-files"],
  [
    "app/linux/panel.ts",
    'import { type State } from "./state.ts"; export interface Panel { state: State | null }',
    "no-cycles",
  ],
  [
    "app/linux/panel.ts",
    'import type { State } from "./state.ts"; export interface Panel { state: State | null }',
    "no-cycles",
  ],
  ["app/noko/other.ts", 'import { gone } from "./gone.ts"; export const x = gone;', "no-unresolvable"],
  [
    "app/noko/other.ts",
    'import { fake } from "../../test/support/fake.ts"; export const x = fake;',
    "nothing-imports-tests",
  ],
  [
    "app/demo/server.ts",
    'import { fake } from "../../test/support/fake.ts"; export const x = fake;',
    "nothing-imports-tests",
  ],
  [
    "scripts/build.ts",
    'import { fake } from "../test/support/fake.ts"; export const x = fake;',
    "nothing-imports-tests",
  ],
];

test.each(broken)("%s may not say: %s", (file, source, rule) => {
  const output = violationsIn(file, source);
  expect(output).toContain(`${rule}: ${file}`);
  expect(output).not.toContain("exit 0");
});

test("a renderer that keeps to model and contract is let pass", () => {
  const output = violationsIn(
    "renderer/day/View.tsx",
    'import { timer } from "../../app/model/timer.ts"; export const V = () => <p>{timer}</p>;',
  );
  expect(output).toContain("exit 0");
});

test("the demo server's command may load the test double", () => {
  const output = violationsIn(
    "scripts/demo-server.ts",
    'import { fake } from "../test/support/fake.ts"; export const x = fake;',
  );
  expect(output).toContain("exit 0");
});

/** Calls by which a message could leave for a page without the contract's types. */
const rawMessage = /\.\s*(?:send|sendToFrame|postMessage)\s*\(/;

test("messages to the page are sent by main/page/ipc.ts alone", () => {
  expect(rawMessage.test('contents.send("snapshot:changed", snapshot);')).toBe(true);
  const files = readdirSync(path.join(root, "main"), { recursive: true, encoding: "utf8" });
  const senders = files
    .filter((file) => file.endsWith(".ts"))
    .filter((file) => rawMessage.test(readFileSync(path.join(root, "main", file), "utf8")))
    .map((file) => file.replaceAll(path.sep, "/"));
  expect(senders).toEqual(["page/ipc.ts"]);
});

test.each(["ipcMain", "ipcRenderer"])("a raw import of %s is refused outside of the two typed wrappers", (name) => {
  const folder = mkdtempSync(path.join(tmpdir(), "lint-"));
  folders.push(folder);
  writeFileSync(path.join(folder, "raw.ts"), `import { ${name} } from "electron";\nexport const raw = ${name};\n`);
  const lint = path.join(root, "node_modules/oxlint/bin/oxlint");
  const result = spawnSync(process.execPath, [lint, "-c", ".oxlintrc.json", folder], { cwd: root, encoding: "utf8" });
  expect(result.stdout).toContain("Use the typed wrappers of main/page/ipc.ts and main/page/preload.ts.");
  expect(result.status).not.toBe(0);
});
