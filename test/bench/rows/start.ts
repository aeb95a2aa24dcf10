import { setTimeout as sleep } from "node:timers/promises";
import { openAccount } from "../account.ts";
import { alternate, type Bench, figureOf, type Row, withRunning } from "../bench.ts";
import { Devtools, devtoolsAnnouncement, devtoolsArgument } from "../devtools.ts";
import { percentile } from "../statistics.ts";

/** From the start of the process to its icon in the tray. */
export async function startToTray(bench: Bench): Promise<readonly Row[]> {
  const account = await openAccount();
  const samples = await alternate(bench, (which) =>
    withRunning(bench, which, { environment: account.environment }, async ({ millisecondsToTray }) => {
      await sleep(500);
      return millisecondsToTray;
    }),
  );
  await account.demo.stop();
  const floor = percentile(samples.floor, 50);
  return [
    {
      key: "startToTrayRatio",
      title: "start → icon in the tray, to the floor",
      ...figureOf(samples, (times) => percentile(times, 50) / floor),
      unit: "×",
      limit: { kind: "at-most", value: 1.06 },
      samples,
    },
    {
      key: "startToTrayMs",
      title: "start → icon in the tray",
      ...figureOf(samples, (times) => percentile(times, 50)),
      unit: "ms",
      limit: null,
      samples,
    },
  ];
}

/** From the start of the process to a window that shows what it is for, painted. */
export async function startToWindow(bench: Bench): Promise<readonly Row[]> {
  const account = await openAccount();
  const samples = await alternate(bench, (which) => {
    const began = performance.now();
    const args = ["--show", devtoolsArgument];
    return withRunning(bench, which, { args, environment: account.environment }, async (running) => {
      const [, port] = await running.written(devtoolsAnnouncement);
      await paintedHeading(Number(port), which === "floor" ? "A trivial page" : "Gear GmbH");
      return performance.now() - began;
    });
  });
  await account.demo.stop();
  const floor = percentile(samples.floor, 50);
  return [
    {
      key: "startToWindowMs",
      title: "start → window with the running timer, painted",
      ...figureOf(samples, (times) => percentile(times, 50)),
      unit: "ms",
      limit: null,
      samples,
    },
    {
      key: "startToWindowRatio",
      title: "start → window, to the floor's trivial page",
      ...figureOf(samples, (times) => percentile(times, 50) / floor),
      unit: "×",
      limit: { kind: "at-most", value: 1.35 },
      samples,
    },
  ];
}

/** Resolves with the frame after the one that shows the heading. */
async function paintedHeading(port: number, text: string): Promise<void> {
  const expression = `new Promise((resolve) => {
    const look = () => {
      const shown = document.querySelector("#now-heading")?.textContent === ${JSON.stringify(text)};
      requestAnimationFrame(shown ? () => requestAnimationFrame(() => resolve("painted")) : look);
    };
    look();
  })`;
  const deadline = performance.now() + 20_000;
  while (performance.now() < deadline) {
    const page = await Devtools.connect(port);
    try {
      if ((await page.evaluate(expression)) === "painted") return;
    } catch {
      // The empty page that comes before ours is gone: look again.
    } finally {
      page.close();
    }
  }
  throw new Error(`The window never showed "${text}".`);
}
