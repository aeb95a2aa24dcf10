/** Which entry a log or an addition made: the account answers a log without it, and an answer can get lost. */
import { roundUpMinutes } from "../model/format.ts";
import type { NokoEntry } from "../noko/resources.ts";

/** What was asked for. */
export interface AskedEntry {
  readonly projectId: number | null;
  readonly billingIncrement: number | null;
  readonly date: string;
  /** Before rounding. */
  readonly minutes: number;
  readonly description: string;
  /** By the account's clock, epoch milliseconds. */
  readonly sentAt: number;
}

/** The account writes whole seconds, and its clock is known to a second. */
const clockTolerance = 2_000;

/** Entries that the request can have made. One alone is it for sure; `claimed` are those of other requests. */
export function entriesMadeBy(
  asked: AskedEntry,
  entries: readonly NokoEntry[],
  claimed: ReadonlySet<string> = new Set(),
): readonly NokoEntry[] {
  return entries.filter(
    (entry) =>
      !claimed.has(entry.url) &&
      (entry.project?.id ?? null) === asked.projectId &&
      entry.date === asked.date &&
      entry.minutes === roundUpMinutes(asked.minutes, asked.billingIncrement) &&
      (entry.description ?? "").trim() === asked.description.trim() &&
      (entry.createdAt === null || entry.createdAt >= asked.sentAt - clockTolerance),
  );
}
