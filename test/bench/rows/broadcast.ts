import { Agent, createServer, request } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import { castProjectIds } from "../../../app/demo/cast-projects.ts";
import { endWebServer, listenOnLoopback } from "../../support/loopback.ts";
import { openAccount } from "../account.ts";
import { type Bench, type Build, eachBuild, figureOf, type Row, withRunning } from "../bench.ts";
import { distribution } from "../statistics.ts";
import { openTraySignals, type TraySignals } from "../tray-signals.ts";

/** Slower than the account's limit of two requests a second, which the app keeps by itself. */
const pause = 750;
/** A tray's update is over when nothing more has come for this long. */
const quiet = 40;

/** From a broadcast's departure to the last signal by which the tray tells its panel what changed. */
export async function broadcastToTray(bench: Bench): Promise<readonly Row[]> {
  const count = bench.quick ? 3 : 300;
  const signals = await openTraySignals();
  const floor = await measureFloor(bench, signals, count);
  const builds = await eachBuild(bench, (build) => measureBuild(bench, build, signals, count));
  signals.close();
  const floorTimes = distribution(floor);
  const samples = { ...builds, floor };
  return [
    {
      key: "broadcastToTrayP95Ratio",
      title: "broadcast → tray updated, p95 to the floor's p95",
      ...figureOf(builds, (times) => distribution(times).p95 / floorTimes.p95),
      unit: "×",
      limit: { kind: "at-most", value: 3 },
      samples,
    },
    {
      key: "broadcastToTrayP95Ms",
      title: "broadcast → tray updated, p95",
      ...figureOf(builds, (times) => distribution(times).p95),
      unit: "ms",
      limit: { kind: "at-most", value: 50 },
      samples,
    },
    {
      key: "broadcastToTrayP50Ms",
      title: "p50",
      ...figureOf(builds, (times) => distribution(times).p50),
      unit: "ms",
      limit: null,
      samples,
    },
    {
      key: "broadcastToTrayP99Ms",
      title: "p99",
      ...figureOf(builds, (times) => distribution(times).p99),
      unit: "ms",
      limit: null,
      samples,
    },
    {
      key: "broadcastFloorP95Ms",
      title: "the floor's p95",
      value: floorTimes.p95,
      before: null,
      unit: "ms",
      limit: null,
      samples,
    },
  ];
}

async function measureBuild(
  bench: Bench,
  build: Build,
  signals: TraySignals,
  count: number,
): Promise<readonly number[]> {
  const account = await openAccount();
  const samples: number[] = [];
  await withRunning(bench, build, { environment: account.environment }, async ({ tray }) => {
    await tray.waitFor((state) => /\bLive\b/.test(state.tooltip), "a live link", 20_000);
    await sleep(bench.quick ? 500 : 20_000);
    let left: number | null = null;
    account.onDelivered((delivered) => (left ??= delivered.left));
    for (let index = 0; index < count; index += 1) {
      left = null;
      const began = performance.now();
      if (index % 2 === 0) account.demo.account.pauseTimer(castProjectIds.gear);
      else account.demo.account.startTimer(castProjectIds.gear);
      const last = (await signals.burst(began, quiet)).at(-1);
      if (left !== null && last !== undefined) samples.push(last.at - left);
      await sleep(Math.max(0, pause - (performance.now() - began)));
    }
  });
  await account.demo.stop();
  return samples;
}

/** Two bare round trips and one update: a request in, a request out, a new tooltip. */
async function measureFloor(bench: Bench, signals: TraySignals, count: number): Promise<readonly number[]> {
  const api = createServer((incoming, response) => {
    incoming.resume();
    response.end("{}");
  });
  const port = await listenOnLoopback(api);
  const samples: number[] = [];
  const args = [`--relay-to=http://127.0.0.1:${port}/`];
  await withRunning(bench, "floor", { args }, async (running) => {
    const [, listening] = await running.written(/listening on (\d+)/);
    await sleep(bench.quick ? 100 : 3_000);
    const agent = new Agent({ keepAlive: false });
    for (let index = 0; index < count; index += 1) {
      const began = performance.now();
      request({ port: Number(listening), host: "127.0.0.1", method: "POST", agent }).end("{}");
      const last = (await signals.burst(began, quiet)).at(-1);
      if (last !== undefined) samples.push(last.at - began);
      await sleep(100);
    }
  });
  await endWebServer(api);
  return samples;
}
