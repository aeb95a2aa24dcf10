import type { StatusNotifierHost } from "../support/status-notifier-host.ts";
import { type Running, start } from "./running.ts";
import type { Stage } from "./stage.ts";

/** What every row works with. */
export interface Bench {
  readonly stage: Stage;
  readonly desktop: StatusNotifierHost;
  /** Of what is repeated to get a median. */
  readonly runs: number;
  /** A smoke test of the harness: everything is done, too shortly to mean anything. */
  readonly quick: boolean;
}

/** One figure of the result, under its key. */
export interface Row {
  readonly key: string;
  readonly title: string;
  readonly value: number;
  readonly unit: "×" | "ms" | "%" | "/s" | "bytes" | "MB";
  /** The same figure of the build before; null where none is measured beside this one. */
  readonly before: number | null;
  /** How it should be; null where the figure is only shown. */
  readonly limit: { readonly kind: "at-most" | "at-least"; readonly value: number } | null;
  /** What it was made of, by name. */
  readonly samples: Readonly<Record<string, readonly number[]>>;
}

/** `before` is an earlier build, where the benchmark was given one. */
export type Which = "app" | "floor" | "before";
/** The two builds of the product. */
export type Build = Exclude<Which, "floor">;

export function buildsOf({ stage }: Bench): readonly Build[] {
  return stage.before === null ? ["app"] : ["before", "app"];
}

export function contendersOf(bench: Bench): readonly Which[] {
  return ["floor", ...buildsOf(bench)];
}

/** Measures each build, one after the other. */
export async function eachBuild<Result>(
  bench: Bench,
  measure: (build: Build) => Promise<Result>,
): Promise<Readonly<Record<"app", Result> & Partial<Record<"before", Result>>>> {
  const before = bench.stage.before === null ? {} : { before: await measure("before") };
  return { ...before, app: await measure("app") };
}

export interface StartOptions {
  readonly args?: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
}

/** Starts one of them, and ends it after `use`, whatever happens. */
export async function withRunning<Result>(
  bench: Bench,
  which: Which,
  options: StartOptions,
  use: (running: Running) => Promise<Result>,
): Promise<Result> {
  const executable = bench.stage[which];
  if (executable === null) throw new Error("There is no build before to start.");
  const running = await start({ executable, desktop: bench.desktop, ...options });
  try {
    return await use(running);
  } finally {
    await running.stop();
  }
}

/** All in turn, so that whatever else the machine does meets each. The first of each warms caches and is dropped. */
export async function alternate(bench: Bench, measure: (which: Which) => Promise<number>): Promise<Samples> {
  const samples = noSamples(bench);
  for (let run = bench.quick ? 1 : 0; run <= bench.runs; run += 1) {
    for (const which of contendersOf(bench)) {
      const sample = await measure(which);
      if (run > 0) samples[which]?.push(sample);
    }
  }
  return samples;
}

/** Of each contender, by name. */
export type Samples = Record<"app" | "floor", number[]> & Partial<Record<"before", number[]>>;

export function noSamples({ stage }: Bench): Samples {
  return { app: [], floor: [], ...(stage.before === null ? {} : { before: [] }) };
}

/** A figure of this build, and the same of the build before where it was measured. */
export function figureOf<Value>(
  measured: { readonly app: Value; readonly before?: Value },
  compute: (value: Value) => number,
): Pick<Row, "value" | "before"> {
  return {
    value: compute(measured.app),
    before: measured.before === undefined ? null : compute(measured.before),
  };
}
