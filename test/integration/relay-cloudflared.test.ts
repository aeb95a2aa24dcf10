/** cloudflared's quick tunnel, played by a program of that name that serves the same metrics endpoint. */
import { chmod, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, expect, test } from "vitest";
import { createRelay } from "../../app/relay/create-relay.ts";
import { type RelayBench, startRelay } from "../support/relay-bench.ts";

const cleanUps: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0).toReversed()) await cleanUp();
});

/** `hostname` is reported at once, readiness only at the third question. */
function stub(hostname: string, record: string): string {
  return `const { createServer } = require("node:http");
const { writeFileSync } = require("node:fs");
const args = process.argv.slice(2);
writeFileSync(${JSON.stringify(record)}, JSON.stringify({ args, environment: process.env, pid: process.pid }));
let asked = 0;
createServer((request, response) => {
  if (request.url === "/quicktunnel") return response.end(JSON.stringify({ hostname: ${JSON.stringify(hostname)} }));
  asked += 1;
  response.writeHead(asked < 3 ? 503 : 200);
  response.end(JSON.stringify({ status: asked < 3 ? 503 : 200, readyConnections: asked < 3 ? 0 : 1 }));
}).listen(Number(args[args.indexOf("--metrics") + 1].split(":")[1]), "127.0.0.1");
`;
}

async function start(hostname: string | null): Promise<{ readonly bench: RelayBench; readonly record: string }> {
  const directory = await mkdtemp(path.join(tmpdir(), "tallylight-cloudflared-"));
  cleanUps.push(() => rm(directory, { recursive: true, force: true }));
  const record = path.join(directory, "started.json");
  if (hostname !== null) {
    const program = path.join(directory, "stub.cjs");
    await writeFile(program, stub(hostname, record));
    await writeFile(path.join(directory, "cloudflared"), `#!/bin/sh\nexec "${process.execPath}" "${program}" "$@"\n`);
    await chmod(path.join(directory, "cloudflared"), 0o755);
  }
  const bench = startRelay((ports) => createRelay({ kind: "cloudflared" }, ports), 4_321, {
    fetch: (url, init) => fetch(url, init),
    environment: { PATH: directory },
  });
  cleanUps.push(() => bench.running.stop());
  return { bench, record };
}

async function started(
  record: string,
): Promise<{ readonly args: readonly string[]; readonly pid: number; readonly environment: object }> {
  return JSON.parse(await readFile(record, "utf8")) as Awaited<ReturnType<typeof started>>;
}

test("is up at the address that its metrics tell, once it is ready", async () => {
  const { bench, record } = await start("quick-words-here.trycloudflare.com");
  expect(await bench.address()).toBe("https://quick-words-here.trycloudflare.com");
  const { args, environment } = await started(record);
  expect(args).toEqual(
    expect.arrayContaining(["tunnel", "--url", "http://127.0.0.1:4321", "--no-autoupdate", "--metrics"]),
  );
  expect(Object.keys(environment).filter((name) => !["PATH", "PWD", "_", "OLDPWD", "SHLVL"].includes(name))).toEqual(
    [],
  );
});

test("is started again when it ends", async () => {
  const { bench, record } = await start("quick-words-here.trycloudflare.com");
  await bench.address();
  const { pid } = await started(record);
  const before = bench.states.length;
  process.kill(pid, "SIGKILL");
  await bench.until((state) => bench.states.indexOf(state) >= before && state.kind === "up");
  expect((await started(record)).pid).not.toBe(pid);
});

test("ends with the relay", async () => {
  const { bench, record } = await start("quick-words-here.trycloudflare.com");
  await bench.address();
  const { pid } = await started(record);
  await bench.running.stop();
  await gone(pid);
});

test("an address that is not Cloudflare's is not used", async () => {
  const { bench } = await start("evil.example.com");
  expect(await bench.until(({ kind }) => kind === "down")).toEqual({ kind: "down", reason: "no-address" });
});

test("where the program is missing that is the reason", async () => {
  const { bench } = await start(null);
  expect(await bench.until(({ kind }) => kind === "down")).toEqual({ kind: "down", reason: "not-installed" });
});

/** Resolves when there is no such process any more. */
async function gone(pid: number): Promise<void> {
  for (;;) {
    try {
      process.kill(pid, 0);
    } catch {
      return;
    }
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
