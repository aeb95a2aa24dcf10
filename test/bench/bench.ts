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
  /** How it should be; null where the figure is only reported. */
  readonly limit: { readonly kind: "at-most" | "at-least"; readonly value: number } | null;
  /** What it was made of, by name. */
  readonly samples: Readonly<Record<string, readonly number[]>>;
}

export type Which = "app" | "floor";

export interface StartOptions {
  readonly args?: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
}

/** Starts one of the two, and ends it after `use`, whatever happens. */
export async function withRunning<Result>(
  bench: Bench,
  which: Which,
  options: StartOptions,
  use: (running: Running) => Promise<Result>,
): Promise<Result> {
  const running = await start({ executable: bench.stage[which], desktop: bench.desktop, ...options });
  try {
    return await use(running);
  } finally {
    await running.stop();
  }
}

/** Both in turn, so that whatever else the machine does meets both. The first of each warms caches and is dropped. */
export async function alternate(
  bench: Bench,
  measure: (which: Which) => Promise<number>,
): Promise<Readonly<Record<Which, readonly number[]>>> {
  const samples: Record<Which, number[]> = { app: [], floor: [] };
  for (let run = bench.quick ? 1 : 0; run <= bench.runs; run += 1) {
    for (const which of ["floor", "app"] as const) {
      const sample = await measure(which);
      if (run > 0) samples[which].push(sample);
    }
  }
  return samples;
}
