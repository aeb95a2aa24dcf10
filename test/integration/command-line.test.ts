/** The bundled command line against the whole product on a demo account, over its real socket. */
import { spawnSync } from "node:child_process";
import { statSync } from "node:fs";
import { createServer } from "node:net";
import path from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { castProjectIds } from "../../app/demo/cast-projects.ts";
import { type BuiltCommandLine, buildForTest, type RunningCommand } from "../support/command-line.ts";
import { type LocalBench, type LocalBenchOptions, startLocalBench } from "../support/local-bench.ts";

const { gear } = castProjectIds;
let cli: BuiltCommandLine;
const ends: (() => Promise<unknown>)[] = [];

beforeAll(async () => void (cli = await buildForTest()));
afterAll(() => cli.remove());
afterEach(async () => {
  for (const end of ends.splice(0).toReversed()) await end();
});

async function start(
  options?: LocalBenchOptions,
): Promise<LocalBench & { readonly env: { TALLYLIGHT_SOCKET: string } }> {
  const bench = await startLocalBench(options);
  ends.push(() => bench.stop());
  return { ...bench, env: { TALLYLIGHT_SOCKET: bench.path } };
}

function watch(args: readonly string[], env: Readonly<Record<string, string>>): RunningCommand {
  const command = cli.start(["watch", ...args], env);
  ends.push(() => command.stop());
  return command;
}

test("one file that needs nothing but Node, and what only assistants need beside it", () => {
  expect(statSync(cli.file).size).toBeLessThan(60_000);
  expect(statSync(path.join(cli.folder, "tallylight-mcp.cjs")).size).toBeLessThan(400_000);
});

test("a script that a stranger writes: its output is data alone", async () => {
  const bench = await start({ live: true });
  const ran = await cli.script(
    `
    tallylight watch --json >watched &
    watcher=$!
    until grep -q status watched; do :; done
    tallylight start sprock -d "by a script #cli" --json
    tallylight status --format '{project}|{state}|{description}'
    tallylight adjust +0:10 --json
    before=$(tallylight status --format '{clock}')
    tallylight undo --json
    tallylight adjust 'Gear GmbH' -5 --json
    tallylight log 'Gear GmbH' -m 0:20 --dry-run --json
    tallylight log 'Gear GmbH' -m 0:20 -d "logged by a script" --json
    tallylight doctor --json
    kill $watcher
    wait $watcher
    grep -c '"by":"program"' watched >&2
    `.replaceAll("watched", path.join(cli.folder, "watched")),
    bench.env,
  );
  expect(ran.complaints).toContain("Nothing was logged: this was a dry run.");
  expect(ran.code).toBe(0);
  const [started, shown, ...answers] = ran.out.trimEnd().split("\n");
  expect(JSON.parse(started ?? "")).toMatchObject({ after: { state: "running", description: "by a script #cli" } });
  expect(shown).toBe("Sprockets Inc. — Website relaunch|running|by a script #cli");
  const [adjusted, undone, shortened, rehearsed, logged, examined] = answers.map((line) => JSON.parse(line) as unknown);
  expect(adjusted).toMatchObject({ undo: { kind: "adjust", seconds: 600 } });
  expect(undone).toMatchObject({ undo: null });
  expect(shortened).toMatchObject({ project: { id: gear }, undo: { kind: "adjust", seconds: -300 } });
  expect(rehearsed).toMatchObject({ dryRun: true, entry: { minutes: 20 } });
  expect(logged).toMatchObject({ dryRun: false, after: null, entry: { description: "logged by a script" } });
  expect(examined).toMatchObject({ lines: [{ label: "App", good: true }] });
  expect(answers).toHaveLength(6);
  expect(bench.server.account.timer(gear)).toBeNull();
});

describe("what it says by its exit code", () => {
  test("the timers, and what was not understood or is not allowed", async () => {
    const bench = await start({ mode: "look" });
    const codes = async (...args: string[]) => (await cli.run(args, bench.env)).code;
    expect(await codes("status")).toBe(0);
    expect(await codes("juggle")).toBe(2);
    expect(await codes("pause")).toBe(77);
    expect(await codes("log", "zzzz", "--dry-run")).toBe(2);
    await bench.application.dispatch({ kind: "pause", projectId: gear }, "person");
    expect(await codes("status", "--fresh")).toBe(3);
    const ambiguous = await cli.run(["log", "r", "--dry-run"], bench.env);
    expect(ambiguous).toMatchObject({ code: 2, out: "" });
    expect(ambiguous.complaints).toMatch(/More than one project.*\n {2}#\d+ {2}\S/u);
  });

  test("not running: 69; running, and no programs are allowed: 77, and where that is changed", async () => {
    const profile = path.join(cli.folder, ".config", "tallylight");
    const nowhere = { XDG_RUNTIME_DIR: path.join(cli.folder, "none") };
    expect(await cli.run(["status"], nowhere)).toEqual({
      code: 69,
      out: "",
      complaints: "Tallylight is not running.\n",
    });
    spawnSync("mkdir", ["-p", profile]);
    const guard = createServer((socket) => socket.end());
    await new Promise<void>((resolve) => guard.listen(path.join(profile, "running.sock"), resolve));
    ends.push(() => new Promise((resolve) => guard.close(resolve)));
    const refused = await cli.run(["status"], nowhere);
    expect(refused).toMatchObject({ code: 77, out: "" });
    expect(refused.complaints).toContain("Preferences, Programs on this computer");
  });
});

test("watch: a line for each change; it says when it knows nothing, and comes back by itself", async () => {
  const bench = await start({ live: true });
  const waybar = watch(["--waybar"], bench.env);
  await waybar.until((line) => line.includes('"class":"running"'));
  const asked = bench.server.requests.length;
  bench.server.account.pauseTimer(gear);
  const paused = JSON.parse(await waybar.until((line) => line.includes('"class":"paused"'))) as unknown;
  expect(paused).toMatchObject({ text: expect.stringContaining("Gear GmbH"), alt: "paused" });
  expect(bench.server.requests.length).toBeLessThanOrEqual(asked + 1);
  await bench.localApi.choose("off");
  await waybar.until((line) => line.includes('"class":"stale"'));
  const before = waybar.lines.length;
  await bench.localApi.choose("look");
  await waybar.until((line) => waybar.lines.indexOf(line, before) >= before && line.includes("paused"));
});
