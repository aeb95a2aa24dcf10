import { setTimeout as sleep } from "node:timers/promises";
import { openAccount } from "../account.ts";
import { type Bench, type Row, type Which, withRunning } from "../bench.ts";
import { proportionalBytes, rendererCount } from "../process-tree.ts";
import type { Running } from "../running.ts";
import { percentile } from "../statistics.ts";

const megabyte = 1_000_000;
/** The app gives its window up half a minute after it was hidden. */
const patienceForRelease = 60_000;

type Moment = "noWindow" | "opened" | "hiddenAgain";
type Samples = Record<Moment, Record<Which, number[]>>;

/** Memory of the whole process tree at three moments of a day. */
export async function memory(bench: Bench): Promise<readonly Row[]> {
  const account = await openAccount();
  const samples: Samples = {
    noWindow: { app: [], floor: [] },
    opened: { app: [], floor: [] },
    hiddenAgain: { app: [], floor: [] },
  };
  for (let run = 0; run < bench.runs; run += 1) {
    for (const which of ["floor", "app"] as const) {
      await withRunning(bench, which, { environment: account.environment }, (running) =>
        observe(bench, which, running, samples),
      );
    }
  }
  await account.demo.stop();
  const median = (moment: Moment, which: Which): number => percentile(samples[moment][which], 50);
  return [
    {
      key: "memoryNoWindowRatio",
      title: "memory, window never opened, to the floor",
      value: median("noWindow", "app") / median("noWindow", "floor"),
      unit: "×",
      limit: { kind: "at-most", value: 1.2 },
      samples: samples.noWindow,
    },
    {
      key: "memoryOpenedRatio",
      title: "memory, window open, to the floor's trivial page",
      value: median("opened", "app") / median("opened", "floor"),
      unit: "×",
      limit: null,
      samples: samples.opened,
    },
    {
      key: "memoryHiddenAgainRatio",
      title: "memory, window hidden again, to the floor's",
      value: median("hiddenAgain", "app") / median("hiddenAgain", "floor"),
      unit: "×",
      limit: { kind: "at-most", value: 1.3 },
      samples: samples.hiddenAgain,
    },
    {
      key: "memoryHiddenAgainToTrayRatio",
      title: "the same, to a floor that never had a window",
      value: median("hiddenAgain", "app") / median("noWindow", "floor"),
      unit: "×",
      limit: { kind: "at-most", value: 1.3 },
      samples: { app: samples.hiddenAgain.app, floor: samples.noWindow.floor },
    },
    {
      key: "memoryNoWindowMegabytes",
      title: "memory, window never opened",
      value: median("noWindow", "app"),
      unit: "MB",
      limit: null,
      samples: samples.noWindow,
    },
  ];
}

async function observe(bench: Bench, which: Which, running: Running, samples: Samples): Promise<void> {
  const settle = bench.quick ? 500 : 5_000;
  const weigh = async (moment: Moment): Promise<void> => {
    await sleep(settle);
    samples[moment][which].push((await proportionalBytes(running.pid)) / megabyte);
  };
  await weigh("noWindow");
  await running.tray.activate();
  await rendererCountIs(running.pid, 1);
  await weigh("opened");
  await running.tray.activate();
  if (which === "app" && !bench.quick) await rendererCountIs(running.pid, 0);
  await weigh("hiddenAgain");
}

async function rendererCountIs(pid: number, wanted: number): Promise<void> {
  const deadline = performance.now() + patienceForRelease;
  while ((await rendererCount(pid)) !== wanted) {
    if (performance.now() > deadline) throw new Error(`There are never ${wanted} processes that show pages.`);
    await sleep(100);
  }
}
