import { setTimeout as sleep } from "node:timers/promises";
import { openAccount } from "../account.ts";
import {
  type Bench,
  contendersOf,
  figureOf,
  noSamples,
  type Row,
  type Samples,
  type Which,
  withRunning,
} from "../bench.ts";
import { proportionalBytes, rendererCount } from "../process-tree.ts";
import type { Running } from "../running.ts";
import { percentile } from "../statistics.ts";

const megabyte = 1_000_000;
/** The app gives its window up half a minute after it was hidden. */
const patienceForRelease = 60_000;

type Moment = "noWindow" | "opened" | "hiddenAgain";
type SamplesByMoment = Record<Moment, Samples>;

/** Memory of the whole process tree at three moments of a day. */
export async function memory(bench: Bench): Promise<readonly Row[]> {
  const account = await openAccount();
  const samples: SamplesByMoment = {
    noWindow: noSamples(bench),
    opened: noSamples(bench),
    hiddenAgain: noSamples(bench),
  };
  for (let run = 0; run < bench.runs; run += 1) {
    for (const which of contendersOf(bench)) {
      await withRunning(bench, which, { environment: account.environment }, (running) =>
        observe(bench, which, running, samples),
      );
    }
  }
  await account.demo.stop();
  const floor = (moment: Moment): number => percentile(samples[moment].floor, 50);
  const toFloor = (moment: Moment, floorMoment = moment): Pick<Row, "value" | "before"> =>
    figureOf(samples[moment], (megabytes) => percentile(megabytes, 50) / floor(floorMoment));
  return [
    {
      key: "memoryNoWindowRatio",
      title: "memory, window never opened, to the floor",
      ...toFloor("noWindow"),
      unit: "×",
      limit: { kind: "at-most", value: 1.07 },
      samples: samples.noWindow,
    },
    {
      key: "memoryOpenedRatio",
      title: "memory, window open, to the floor's trivial page",
      ...toFloor("opened"),
      unit: "×",
      limit: null,
      samples: samples.opened,
    },
    {
      key: "memoryHiddenAgainRatio",
      title: "memory, window hidden again, to the floor's",
      ...toFloor("hiddenAgain"),
      unit: "×",
      limit: { kind: "at-most", value: 1.3 },
      samples: samples.hiddenAgain,
    },
    {
      key: "memoryHiddenAgainToTrayRatio",
      title: "the same, to a floor that never had a window",
      ...toFloor("hiddenAgain", "noWindow"),
      unit: "×",
      limit: { kind: "at-most", value: 1.1 },
      samples: { ...samples.hiddenAgain, floor: samples.noWindow.floor },
    },
    {
      key: "memoryNoWindowMegabytes",
      title: "memory, window never opened",
      ...figureOf(samples.noWindow, (megabytes) => percentile(megabytes, 50)),
      unit: "MB",
      limit: null,
      samples: samples.noWindow,
    },
  ];
}

async function observe(bench: Bench, which: Which, running: Running, samples: SamplesByMoment): Promise<void> {
  const settle = bench.quick ? 500 : 5_000;
  const weigh = async (moment: Moment): Promise<void> => {
    await sleep(settle);
    samples[moment][which]?.push((await proportionalBytes(running.pid)) / megabyte);
  };
  await weigh("noWindow");
  await running.tray.activate();
  await rendererCountIs(running.pid, 1);
  await weigh("opened");
  await running.tray.activate();
  if (which !== "floor" && !bench.quick) await rendererCountIs(running.pid, 0);
  await weigh("hiddenAgain");
}

async function rendererCountIs(pid: number, wanted: number): Promise<void> {
  const deadline = performance.now() + patienceForRelease;
  while ((await rendererCount(pid)) !== wanted) {
    if (performance.now() > deadline) throw new Error(`There are never ${wanted} processes that show pages.`);
    await sleep(100);
  }
}
