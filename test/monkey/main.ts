/** `npm run test:monkey -- --seed N --minutes M`, or `--replay FILE`. Time is the machine's own; the app's goes on a fake clock, hundreds of times as fast. */
import { appendFileSync, mkdirSync, writeFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import path from "node:path";
import { parseArgs } from "node:util";
import * as v from "valibot";
import { chosenSteps, type Outcome, replayedSteps, runMonkey, type Step, type Trace } from "./monkey.ts";

const { values } = parseArgs({
  options: {
    seed: { type: "string", default: "1" },
    minutes: { type: "string", default: "1" },
    replay: { type: "string" },
  },
});

const stepSchema: v.GenericSchema<unknown, Step> = v.variant("kind", [
  v.object({ kind: v.literal("act"), after: v.number(), action: v.string(), x: v.number(), y: v.number() }),
  v.object({ kind: v.literal("quiet") }),
  v.object({ kind: v.literal("idle") }),
]);

const isReplay = values.replay !== undefined;
const trace = values.replay === undefined ? { seed: seedGiven(), steps: [] } : await readTrace(values.replay);
const file = values.replay ?? path.join("reports", "monkey", `seed-${trace.seed}.jsonl`);
const outcome = isReplay ? await runMonkey(trace.seed, replayedSteps(trace)) : await byChance(trace.seed);
report(outcome);
process.exitCode = outcome.divergence === null ? 0 : 1;

function seedGiven(): number {
  return v.parse(v.pipe(v.string(), v.toNumber(), v.safeInteger()), values.seed);
}

function byChance(seed: number): Promise<Outcome> {
  const minutes = v.parse(v.pipe(v.string(), v.toNumber(), v.minValue(0)), values.minutes);
  const end = performance.now() + minutes * 60_000;
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, `${JSON.stringify({ seed })}\n`);
  return runMonkey(
    seed,
    chosenSteps(seed, () => performance.now() >= end),
    (step) => appendFileSync(file, `${JSON.stringify(step)}\n`),
  );
}

/** The first line is the seed, each other one a step. Steps may be taken out, to find out which ones are needed. */
async function readTrace(from: string): Promise<Trace> {
  const [head = "", ...lines] = (await readFile(from, "utf8")).trim().split("\n");
  const { seed } = v.parse(v.object({ seed: v.number() }), JSON.parse(head));
  return { seed, steps: lines.map((line) => v.parse(stepSchema, JSON.parse(line))) };
}

function report({ steps, divergence, quiets, simulatedSeconds, lives, verbs, requests }: Outcome): void {
  const worst = (of: (quiet: Outcome["quiets"][number]) => number): number => Math.max(0, ...quiets.map(of));
  process.stdout.write(
    `seed ${trace.seed}: ${steps} steps, ${quiets.length} quiets, ${(simulatedSeconds / 3_600).toFixed(1)} h of the ` +
      `app's time, ${lives} lives, ${requests} requests, verbs ${JSON.stringify(verbs)}\n` +
      `slowest: right ${worst((quiet) => quiet.secondsUntilRight)} s, live ${worst((quiet) => quiet.secondsUntilLive)} s, ` +
      `after a broadcast ${worst((quiet) => quiet.secondsOfBroadcast)} s\n` +
      `${divergence === null ? "no divergence" : `DIVERGED: ${divergence}`}; the trace is ${file}\n`,
  );
}
