/**
 * Measures the production build against a bare Electron, in the same run and on the same Electron:
 *
 *   npm run bench -- [--quick] [--json] [--output FILE.json] [--rows start,window,memory,idle,broadcast,flood,search] [--runs N]
 *                    [--before FOLDER]
 *
 * --before: an earlier version's working copy, built; it is measured in turn with this one.
 */
import { writeFile } from "node:fs/promises";
import { availableParallelism } from "node:os";
import path from "node:path";
import { parseArgs } from "node:util";
import { startStatusNotifierHost } from "../support/status-notifier-host.ts";
import { type Bench, figureOf, type Row } from "./bench.ts";
import { broadcastToTray } from "./rows/broadcast.ts";
import { flood } from "./rows/flood.ts";
import { idle } from "./rows/idle.ts";
import { memory } from "./rows/memory.ts";
import { search } from "./rows/search.ts";
import { startToTray, startToWindow } from "./rows/start.ts";
import { createStage } from "./stage.ts";
import { asJson, asTable, isWithinLimits } from "./table.ts";

const rowsByName = {
  start: startToTray,
  window: startToWindow,
  memory,
  idle,
  broadcast: broadcastToTray,
  flood,
  search,
} as const;

const { values } = parseArgs({
  options: {
    quick: { type: "boolean", default: false },
    json: { type: "boolean", default: false },
    output: { type: "string" },
    rows: { type: "string", default: Object.keys(rowsByName).join(",") },
    runs: { type: "string" },
    before: { type: "string" },
  },
});
const runs = Number(values.runs ?? (values.quick ? 1 : 7));
const distribution = process.env["ELECTRON_OVERRIDE_DIST_PATH"];
if (distribution === undefined) throw new Error("There is no Electron to measure: run this through `npm run bench`.");

// npm changes to the repository's folder, and tells where it was called.
const calledFrom = process.env["INIT_CWD"] ?? process.cwd();
const before = values.before === undefined ? null : path.resolve(calledFrom, values.before);
const stage = await createStage(distribution, before);
const desktop = await startStatusNotifierHost();
try {
  const bench: Bench = { stage, desktop, runs, quick: values.quick };
  const rows: Row[] = [];
  for (const name of values.rows.split(",")) {
    const measure = Object.entries(rowsByName).find(([known]) => known === name)?.[1];
    if (measure === undefined) throw new Error(`There is no row "${name}".`);
    process.stderr.write(`Measuring: ${name} …\n`);
    rows.push(...(await measure(bench)));
  }
  rows.push({
    key: "asarBytes",
    title: "size of app.asar",
    ...figureOf(stage.asarBytes, (bytes) => bytes),
    unit: "bytes",
    limit: { kind: "at-most", value: 1_600_000 },
    samples: { app: [stage.asarBytes.app] },
  });
  const json = asJson(rows, {
    at: new Date().toISOString(),
    cores: availableParallelism(),
    runs,
    quick: values.quick,
  });
  process.stdout.write(values.json ? json : `${asTable(rows)}\n`);
  if (values.output !== undefined) {
    await writeFile(path.resolve(calledFrom, values.output), json);
  }
  if (!values.quick && !rows.every(isWithinLimits)) process.exitCode = 1;
} finally {
  await desktop.close();
  await stage.remove();
}
