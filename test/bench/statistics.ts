/** The value that `share` percent of the samples do not exceed; between two samples it is interpolated. */
export function percentile(samples: readonly number[], share: number): number {
  const sorted = samples.toSorted((one, other) => one - other);
  if (sorted.length === 0) return Number.NaN;
  const position = ((sorted.length - 1) * share) / 100;
  const below = sorted[Math.floor(position)] ?? Number.NaN;
  const above = sorted[Math.ceil(position)] ?? below;
  return below + (above - below) * (position - Math.floor(position));
}

/** What percentiles are given for long series. */
export interface Distribution {
  readonly p50: number;
  readonly p95: number;
  readonly p99: number;
  readonly samples: readonly number[];
}

export function distribution(samples: readonly number[]): Distribution {
  return {
    p50: percentile(samples, 50),
    p95: percentile(samples, 95),
    p99: percentile(samples, 99),
    samples,
  };
}

export function rounded(value: number, digits: number): number {
  return Number(value.toFixed(digits));
}
