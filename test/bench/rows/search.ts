import { setTimeout as sleep } from "node:timers/promises";
import * as v from "valibot";
import { openAccount } from "../account.ts";
import { type Bench, eachBuild, figureOf, type Row, type Which, withRunning } from "../bench.ts";
import { Devtools, devtoolsAnnouncement, devtoolsArgument } from "../devtools.ts";
import { distribution } from "../statistics.ts";

const projects = 10_000;
const words = ["project 12", "7345", "pro 99", "gear", "logistics", "ject 0", "4242", "zeb"] as const;
/** Nobody types faster for long; every list has settled by then. */
const betweenKeys = 150;

/** What a key did to the query: each changes the list in a way of its own, and costs as much. */
const kinds = ["firstLetter", "secondLetter", "laterLetter", "deletion", "lastDeletion"] as const;
const sampleSchema = v.object({ kind: v.picklist(kinds), milliseconds: v.number() });
type Sample = v.InferOutput<typeof sampleSchema>;

/**
 * Each key from its own time stamp to the end of the frame that shows its list. A screen that is drawn 60 times a
 * second adds up to 16.7 ms of waiting whatever the app does, so it is measured without that, and reported with it too.
 * The floor has as many rows as the app's window shows, and other texts for them with every key.
 */
export async function search(bench: Bench): Promise<readonly Row[]> {
  const unlimited = ["--disable-frame-rate-limit", "--disable-gpu-vsync"];
  const builds = await eachBuild(bench, (build) => typeIn(bench, build, unlimited));
  const floor = millisecondsOf(await typeIn(bench, "floor", ["--page=list", ...unlimited]));
  const atSixtyHertz = millisecondsOf(await typeIn(bench, "app", []));
  const { app } = builds;
  const before = builds.before === undefined ? {} : { before: millisecondsOf(builds.before) };
  const all = millisecondsOf(app);
  const samples = { app: all, ...before, floor, atSixtyHertz };
  const byKind = Object.fromEntries(
    kinds.map((kind) => [kind, millisecondsOf(app.filter((sample) => sample.kind === kind))]),
  );
  return [
    {
      key: "searchP95Ms",
      title: `key → list of ${projects.toLocaleString("en")} projects painted, p95`,
      ...figureOf(builds, (keys) => distribution(millisecondsOf(keys)).p95),
      unit: "ms",
      limit: { kind: "at-most", value: 16 },
      samples,
    },
    {
      key: "searchToFloorP95Ratio",
      title: "the same, to the floor's list of ten texts",
      ...figureOf(builds, (keys) => distribution(millisecondsOf(keys)).p95 / distribution(floor).p95),
      unit: "×",
      limit: null,
      samples: { app: all, ...before, floor },
    },
    {
      key: "searchP50Ms",
      title: "p50, and by kind of key",
      ...figureOf(builds, (keys) => distribution(millisecondsOf(keys)).p50),
      unit: "ms",
      limit: null,
      samples: { app: all, ...byKind },
    },
    {
      key: "searchAtSixtyHertzP95Ms",
      title: "the same with the wait for a 60 Hz screen, p95",
      value: distribution(atSixtyHertz).p95,
      before: null,
      unit: "ms",
      limit: null,
      samples,
    },
  ];
}

function millisecondsOf(samples: readonly Sample[]): readonly number[] {
  return samples.map(({ milliseconds }) => milliseconds);
}

async function typeIn(bench: Bench, which: Which, extraArgs: readonly string[]): Promise<readonly Sample[]> {
  const account = await openAccount({ projects: bench.quick ? 500 : projects, running: false });
  const args = ["--show", devtoolsArgument, ...extraArgs];
  const samples = await withRunning(bench, which, { args, environment: account.environment }, async (running) => {
    const [, port] = await running.written(devtoolsAnnouncement);
    await sleep(1_500);
    const page = await Devtools.connect(Number(port));
    if (which !== "floor") await everythingKnown(page);
    // What waiting left behind in the page is no key's to clear away.
    await page.send("HeapProfiler.collectGarbage");
    await page.evaluate(watchKeys);
    await sleep(1_000);
    for (const word of bench.quick ? words.slice(0, 1) : [...words, ...words]) {
      for (const key of word) await press(page, { key, text: key });
      for (let left = word.length; left > 0; left -= 1) {
        await press(page, { key: "Backspace", windowsVirtualKeyCode: 8 });
      }
    }
    const result = v.parse(v.array(sampleSchema), await page.evaluate("window.keySamples()"));
    page.close();
    return result;
  });
  await account.demo.stop();
  return samples;
}

async function press(page: Devtools, key: Readonly<Record<string, string | number>>): Promise<void> {
  await page.send("Input.dispatchKeyEvent", { type: "keyDown", ...key });
  await page.send("Input.dispatchKeyEvent", { type: "keyUp", ...key });
  await sleep(betweenKeys);
}

/** Until then lists and their index are still being made; the day's entries, which are read last, sort them anew. */
async function everythingKnown(page: Devtools): Promise<void> {
  const deadline = performance.now() + 90_000;
  while (performance.now() < deadline) {
    const isKnown = await page.evaluate(
      "window.tallylight?.getSnapshot().then(({ snapshot }) => snapshot.projectsLoaded === 'all' && snapshot.today !== null)",
    );
    if (isKnown === true) return;
    await sleep(500);
  }
  throw new Error("The app does not know all projects after a minute and a half.");
}

/**
 * Runs in the page. After each change of the list (and not of a clock or an announcement) the next frame is awaited, and then a message: it is handled once
 * that frame's work is done. The last such moment before the next key is when the key's list was painted.
 */
const watchKeys = `(() => {
  const samples = [];
  let pressed = null;
  let painted = null;
  const finish = () => {
    if (pressed !== null && painted !== null) samples.push({ kind: pressed.kind, milliseconds: painted - pressed.at });
    pressed = null;
    painted = null;
  };
  const kindOf = (key, length) =>
    key === "Backspace" ? (length === 1 ? "lastDeletion" : "deletion") : ["firstLetter", "secondLetter"][length] ?? "laterLetter";
  addEventListener("keydown", (event) => {
    finish();
    pressed = { kind: kindOf(event.key, event.target.value.length), at: event.timeStamp };
  }, true);
  const afterFrame = () => requestAnimationFrame(() => {
    const channel = new MessageChannel();
    channel.port1.onmessage = () => { painted = performance.now(); };
    channel.port2.postMessage(null);
  });
  const isOfList = ({ target, addedNodes }) =>
    (target instanceof Element ? target : target.parentElement)?.closest("[role=listbox]") instanceof Element ||
    [...addedNodes].some((node) => node instanceof Element && node.querySelector("[role=listbox]") !== null);
  new MutationObserver((changes) => { if (changes.some(isOfList)) afterFrame(); }).observe(document.body, { subtree: true, childList: true, characterData: true, attributes: true });
  window.keySamples = () => { finish(); return samples; };
  document.querySelector("[role=combobox]").focus();
})()`;
