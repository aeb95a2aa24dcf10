import { setTimeout as sleep } from "node:timers/promises";
import { openAccount } from "../account.ts";
import { type Bench, type Row, withRunning } from "../bench.ts";
import { processorSeconds } from "../process-tree.ts";

/** The second fetch of the list, 15 seconds after connecting, belongs to the start. */
const settleMilliseconds = 40_000;
const watchMilliseconds = 60_000;

/** Processor time while nothing happens: the floor, the app with no timer, and with one that runs; no window. */
export async function idle(bench: Bench): Promise<readonly Row[]> {
  const resting = await openAccount({ running: false });
  const ticking = await openAccount({ running: true });
  // All at once: processor time is each tree's own, and three minutes become one.
  const [floor, app, running] = await Promise.all([
    share(bench, "floor", {}),
    share(bench, "app", resting.environment),
    share(bench, "app", ticking.environment),
  ]);
  await resting.demo.stop();
  await ticking.demo.stop();
  return [
    {
      key: "idleCpuPercent",
      title: "processor while idle, no timer, of one core",
      value: app,
      unit: "%",
      limit: { kind: "at-most", value: 0.1 },
      samples: { app: [app], floor: [floor] },
    },
    {
      key: "runningCpuPercent",
      title: "processor with a running timer, no window",
      value: running,
      unit: "%",
      limit: { kind: "at-most", value: 0.3 },
      samples: { app: [running], floor: [floor] },
    },
  ];
}

/** Percent of one core. */
function share(bench: Bench, which: "app" | "floor", environment: Readonly<Record<string, string>>): Promise<number> {
  return withRunning(bench, which, { environment }, async ({ pid }) => {
    await sleep(bench.quick ? 1_000 : settleMilliseconds);
    const before = await processorSeconds(pid);
    const began = performance.now();
    await sleep(bench.quick ? 1_000 : watchMilliseconds);
    return (((await processorSeconds(pid)) - before) / ((performance.now() - began) / 1_000)) * 100;
  });
}
