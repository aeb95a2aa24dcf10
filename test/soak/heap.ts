import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";

/** One reading of what a process holds on to. */
export interface HeapSample {
  /** On the session's own clock. */
  readonly hours: number;
  readonly megabytes: number;
}

const bytesPerMegabyte = 1_048_576;

/** Answers a function that collects all garbage and then tells what is left, in megabytes. */
export function heapScale(): () => number {
  setFlagsFromString("--expose-gc");
  const collect: unknown = runInNewContext("gc");
  if (typeof collect !== "function") throw new Error("This Node has no garbage collector to call.");
  return () => {
    Reflect.apply(collect, undefined, []);
    Reflect.apply(collect, undefined, []);
    return process.memoryUsage().heapUsed / bytesPerMegabyte;
  };
}

/** Megabytes an hour, by the line that fits all samples best. */
export function slope(samples: readonly HeapSample[]): number {
  const hours = mean(samples.map((sample) => sample.hours));
  const megabytes = mean(samples.map((sample) => sample.megabytes));
  const together = samples.map((sample) => (sample.hours - hours) * (sample.megabytes - megabytes));
  const alone = samples.map((sample) => (sample.hours - hours) ** 2);
  return mean(together) / mean(alone);
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
