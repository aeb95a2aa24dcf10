import { setTimeout as sleep } from "node:timers/promises";
import { openAccount } from "../account.ts";
import {
  type Bench,
  buildsOf,
  figureOf,
  type Row,
  type Samples,
  type Which,
  noSamples,
  withRunning,
} from "../bench.ts";
import { activity } from "../process-tree.ts";
import { percentile } from "../statistics.ts";

/** The second reading of the list, 15 seconds after connecting, belongs to the start. */
const settleMilliseconds = 40_000;
const watchMilliseconds = 60_000;
const periods = 5;

/** Processor time and wake-ups while nothing happens; no window. */
interface Activity {
  readonly percent: Samples;
  readonly switches: Samples;
}

/** The floor, the app with no timer, and with one that runs. */
export async function idle(bench: Bench): Promise<readonly Row[]> {
  const none = (): Activity => ({ percent: noSamples(bench), switches: noSamples(bench) });
  const [resting, ticking] = [none(), none()];
  const watched: Promise<void>[] = [watch(bench, "floor", {}, [resting, ticking])];
  const accounts = [];
  for (const build of buildsOf(bench)) {
    for (const [running, into] of [[false, resting] as const, [true, ticking] as const]) {
      const account = await openAccount({ running });
      accounts.push(account);
      watched.push(watch(bench, build, account.environment, [into]));
    }
  }
  // All at once: both figures are each tree's own, and half an hour becomes six minutes.
  await Promise.all(watched);
  for (const { demo } of accounts) await demo.stop();
  return [
    ...rows({
      title: "idle, no timer",
      cpuKey: "idleCpuPercent",
      switchesKey: "idleSwitchesPerSecond",
      ratioKey: "idleSwitchesRatio",
      samples: resting,
    }),
    ...rows({
      title: "with a running timer, no window",
      cpuKey: "runningCpuPercent",
      switchesKey: "runningSwitchesPerSecond",
      ratioKey: "runningSwitchesRatio",
      samples: ticking,
    }),
  ];
}

interface RowsOf {
  readonly title: string;
  readonly cpuKey: string;
  readonly switchesKey: string;
  readonly ratioKey: string;
  readonly samples: Activity;
}

function rows({ title, cpuKey, switchesKey, ratioKey, samples }: RowsOf): readonly Row[] {
  const { percent, switches } = samples;
  const floor = percentile(switches.floor, 50);
  return [
    {
      key: cpuKey,
      title: `processor ${title}, of one core`,
      ...figureOf(percent, (shares) => percentile(shares, 50)),
      unit: "%",
      limit: { kind: "at-most", value: 0.03 },
      samples: percent,
    },
    {
      key: switchesKey,
      title: `wake-ups ${title}`,
      ...figureOf(switches, (rates) => percentile(rates, 50)),
      unit: "/s",
      limit: { kind: "at-most", value: 2 },
      samples: switches,
    },
    {
      key: ratioKey,
      title: "the same, to the floor",
      ...figureOf(switches, (rates) => percentile(rates, 50) / floor),
      unit: "×",
      limit: { kind: "at-most", value: 1.5 },
      samples: switches,
    },
  ];
}

/** Starts one of them and adds what it did in each period. */
function watch(
  bench: Bench,
  which: Which,
  environment: Readonly<Record<string, string>>,
  into: readonly Activity[],
): Promise<void> {
  return withRunning(bench, which, { environment }, async ({ pid }) => {
    await sleep(bench.quick ? 1_000 : settleMilliseconds);
    for (let period = 0; period < (bench.quick ? 1 : periods); period += 1) {
      const before = await activity(pid);
      const began = performance.now();
      await sleep(bench.quick ? 1_000 : watchMilliseconds);
      const { processorSeconds, contextSwitches } = (await activity(pid)).since(before);
      const seconds = (performance.now() - began) / 1_000;
      for (const { percent, switches } of into) {
        percent[which]?.push((processorSeconds / seconds) * 100);
        switches[which]?.push(contextSwitches / seconds);
      }
    }
  });
}
