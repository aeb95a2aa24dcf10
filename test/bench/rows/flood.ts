import { type ChildProcess, execFile, fork } from "node:child_process";
import { once } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import { promisify } from "node:util";
import * as v from "valibot";
import { castProjectIds } from "../../../app/demo/cast-projects.ts";
import { type BenchAccount, type Delivered, openAccount } from "../account.ts";
import { type Bench, type Build, eachBuild, figureOf, type Row, withRunning } from "../bench.ts";
import { distribution, percentile } from "../statistics.ts";

const countSchema = v.object({ refused: v.number(), others: v.number() });
const between = 200;

/** Forged broadcasts as fast as they are refused, by an app that has one core; genuine ones among them. */
export async function flood(bench: Bench): Promise<readonly Row[]> {
  const builds = await eachBuild(bench, (build) => floodBuild(bench, build));
  const samplesOf = (name: keyof Flooded): Row["samples"] =>
    Object.fromEntries(Object.entries(builds).map(([build, flooded]) => [build, flooded[name]]));
  return [
    {
      key: "forgedPerSecond",
      title: "forged broadcasts refused, on one core",
      ...figureOf(builds, ({ rates }) => percentile(rates, 50)),
      unit: "/s",
      limit: { kind: "at-least", value: 3_000 },
      samples: samplesOf("rates"),
    },
    {
      key: "genuineUnderFloodP95Ms",
      title: "a genuine one answered meanwhile, p95",
      ...figureOf(builds, ({ genuine }) => distribution(genuine).p95),
      unit: "ms",
      limit: { kind: "at-most", value: 50 },
      samples: samplesOf("genuine"),
    },
  ];
}

async function floodBuild(bench: Bench, build: Build): Promise<Flooded> {
  const account = await openAccount();
  const flooded = await withRunning(bench, build, { environment: account.environment }, async (running) => {
    await running.tray.waitFor((state) => /\bLive\b/.test(state.tooltip), "a live link", 20_000);
    await giveOneCore(running.pid);
    return underFlood(account, bench.quick ? 2 : 15);
  });
  await account.demo.stop();
  return flooded;
}

interface Flooded {
  /** Refused in each second. */
  readonly rates: readonly number[];
  /** Milliseconds from a genuine broadcast's departure to its answer. */
  readonly genuine: readonly number[];
}

async function underFlood(account: BenchAccount, seconds: number): Promise<Flooded> {
  const delivered: Delivered[] = [];
  account.onDelivered((each) => void delivered.push(each));
  let running = true;
  const toggle = async (): Promise<void> => {
    running = !running;
    if (running) account.demo.account.startTimer(castProjectIds.gear);
    else account.demo.account.pauseTimer(castProjectIds.gear);
    await sleep(between);
  };
  while (delivered.length === 0) await toggle();
  const sample = delivered[0];
  if (sample === undefined) throw new Error("No broadcast left the account.");
  const order = {
    port: Number(new URL(sample.delivery.url).port),
    request: forgedRequest(sample),
    connections: 8,
    inFlight: 4,
  };
  const worker = fork(new URL("./flood-worker.ts", import.meta.url), [JSON.stringify(order)]);
  await sleep(1_000);
  delivered.length = 0;
  const rates: number[] = [];
  let before = await ask(worker);
  for (let second = 0; second < seconds; second += 1) {
    const began = performance.now();
    while (performance.now() - began < 1_000) await toggle();
    const now = await ask(worker);
    rates.push(((now.refused - before.refused) / (performance.now() - began)) * 1_000);
    before = now;
  }
  worker.kill();
  if (before.others > before.refused / 100) throw new Error(`${before.others} answers were not refusals.`);
  return { rates, genuine: delivered.map(({ left, answered }) => answered - left) };
}

async function ask(worker: ChildProcess): Promise<v.InferOutput<typeof countSchema>> {
  const answer = once(worker, "message");
  worker.send("count");
  const [count]: readonly unknown[] = await answer;
  return v.parse(countSchema, count);
}

/** The dearest kind to refuse: everything is right but one letter of the body, so that the signature is computed. */
function forgedRequest({ delivery }: Delivered): string {
  const { host, pathname } = new URL(delivery.url);
  const body = delivery.body.replace("timer.", "timer,");
  const headers = { Host: host, ...delivery.headers, "Content-Length": String(Buffer.byteLength(body)) };
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
  return [`POST ${pathname} HTTP/1.1`, ...lines, "", body].join("\r\n");
}

/** Where the system has no `taskset`, the listener still uses one core, since it has one thread. */
async function giveOneCore(pid: number): Promise<void> {
  await promisify(execFile)("taskset", ["-acp", "0", String(pid)]).catch(() => undefined);
}
