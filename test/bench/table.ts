import type { Row } from "./bench.ts";
import { percentile, rounded } from "./statistics.ts";

/** The figures by their keys, and beside each what it was made of. */
export function asJson(rows: readonly Row[], conditions: Readonly<Record<string, string | number | boolean>>): string {
  const figures: Record<string, unknown> = { conditions };
  for (const { key, value, before, samples } of rows) {
    figures[key] = rounded(value, 3);
    if (before !== null) figures[`${key}Before`] = rounded(before, 3);
    figures[`${key}Samples`] = Object.fromEntries(
      Object.entries(samples).map(([name, series]) => [name, series.map((sample) => rounded(sample, 3))]),
    );
  }
  return `${JSON.stringify(figures, null, 2)}\n`;
}

export function asTable(rows: readonly Row[]): string {
  const isCompared = rows.some(({ before }) => before !== null);
  const compared = <Cell>(cell: Cell): readonly Cell[] => (isCompared ? [cell] : []);
  const lines = rows.map((row) => [
    row.title,
    figure(row.value, row.unit),
    ...compared(comparison(row)),
    limit(row),
    spread(row),
  ]);
  const heading = ["row", "figure", ...compared("build before"), "limit", "samples: median (lowest–highest)"];
  return [heading, heading.map(() => "---"), ...lines].map((cells) => `| ${cells.join(" | ")} |`).join("\n");
}

/** Whether every figure that has a limit keeps it. */
export function isWithinLimits({ limit, value }: Row): boolean {
  if (limit === null) return true;
  return limit.kind === "at-most" ? value <= limit.value : value >= limit.value;
}

function comparison({ value, before, unit }: Row): string {
  if (before === null) return "";
  const change = Math.round((value / before - 1) * 100);
  return `${figure(before, unit)} (${change > 0 ? "+" : ""}${change} %)`;
}

function limit(row: Row): string {
  if (row.limit === null) return "";
  const sign = row.limit.kind === "at-most" ? "≤" : "≥";
  return `${sign} ${figure(row.limit.value, row.unit)} ${isWithinLimits(row) ? "✓" : "✗"}`;
}

function spread({ samples }: Row): string {
  return Object.entries(samples)
    .map(([name, series]) => {
      const [middle, lowest, highest] = [percentile(series, 50), Math.min(...series), Math.max(...series)];
      return `${name} ${short(middle)} (${short(lowest)}–${short(highest)}), n = ${series.length}`;
    })
    .join("; ");
}

function figure(value: number, unit: Row["unit"]): string {
  switch (unit) {
    case "×":
      return `${value.toFixed(2)} ×`;
    case "%":
      return `${value.toFixed(3)} %`;
    case "bytes":
      return `${(value / 1_000_000).toFixed(2)} MB`;
    default:
      return `${short(value)} ${unit}`;
  }
}

function short(value: number): string {
  return value >= 100 ? value.toFixed(0) : value.toFixed(value >= 10 ? 1 : 2);
}
