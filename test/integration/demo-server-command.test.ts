/** The command behind `npm run demo:server`, as a process of its own. */
import { spawn } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { fileURLToPath } from "node:url";
import * as v from "valibot";
import { expect, it } from "vitest";

const script = fileURLToPath(new URL("../../scripts/demo-server.ts", import.meta.url));

function run(...args: readonly string[]): ChildProcess {
  return spawn(process.execPath, ["--import", "tsx", script, ...args], { stdio: ["ignore", "pipe", "pipe"] });
}

function ended(child: ChildProcess): Promise<{ readonly code: number | null; readonly signal: string | null }> {
  return new Promise((resolve) => child.on("exit", (code, signal) => resolve({ code, signal })));
}

function textOf(stream: NodeJS.ReadableStream | null, until: RegExp): Promise<string> {
  return new Promise((resolve) => {
    let text = "";
    stream?.setEncoding("utf8");
    stream?.on("data", (chunk: string) => {
      text += chunk;
      if (until.test(text)) resolve(text);
    });
    stream?.on("end", () => resolve(text));
  });
}

it.each(["SIGINT", "SIGTERM"] as const)(
  "prints where it is, answers there, and stops cleanly on %s",
  async (signal) => {
    const child = run("--token", "abc", "--projects", "75");
    const end = ended(child);
    const text = await textOf(child.stdout, /Ctrl\+C/);
    const url = /Demo server: (\S+)/.exec(text)?.[1] ?? "";
    const answer = await fetch(`${url}/projects`, { headers: { "X-NokoToken": "abc" } });
    expect([
      answer.status,
      v.parse(v.array(v.unknown()), await answer.json()).length,
      answer.headers.get("link"),
    ]).toEqual([200, 30, `<${url}/projects?page=2>; rel="next", <${url}/projects?page=3>; rel="last"`]);
    child.kill(signal);
    expect(await end).toEqual({ code: 0, signal: null });
  },
);

it("refuses a bad argument with one sentence and exit code 1", async () => {
  const child = run("--port", "many");
  const [end, text] = await Promise.all([ended(child), textOf(child.stderr, /$^/)]);
  expect([end.code, text]).toEqual([1, '--port takes a whole number from 0 to 65535, not "many".\n']);
});
