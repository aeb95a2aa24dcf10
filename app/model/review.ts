/** The review of timers that are not logged yet: what each will be in the account, and what to think of before. */
import { elapsedSeconds } from "./elapsed.ts";
import { roundUpMinutes } from "./format.ts";
import { isRunning, type Timer } from "./timer.ts";

/** What the user changed in a row; what is left out is as the timer has it. */
export interface ReviewEdit {
  readonly chosen?: boolean;
  readonly minutes?: number;
  readonly entryDate?: string;
  readonly description?: string;
}

export type ReviewWarning =
  /** The timer was begun on `from`, which is another day than `today`: it is logged on one of the two. */
  | { readonly kind: "other-day"; readonly from: string; readonly today: string }
  | { readonly kind: "long" }
  | { readonly kind: "no-minutes" }
  | { readonly kind: "no-description" }
  | { readonly kind: "archived" }
  /** All that is logged on that day comes to more than it has hours. */
  | { readonly kind: "full-day"; readonly minutes: number };

export interface ReviewItem {
  readonly timer: Timer;
  readonly chosen: boolean;
  /** On the clock, in whole seconds. */
  readonly seconds: number;
  /** To be sent. */
  readonly minutes: number;
  /** What the account makes of them. */
  readonly logged: number;
  readonly entryDate: string;
  readonly description: string;
  readonly warnings: readonly ReviewWarning[];
}

export interface ReviewSum {
  readonly timers: number;
  readonly projects: number;
  /** On the clocks, in minutes. */
  readonly minutes: number;
  readonly logged: number;
}

const longMinutes = 12 * 60;
const dayMinutes = 24 * 60;

export interface ReviewContext {
  readonly today: string;
  /** Minutes that are logged on a day already; 0 where that is not known. */
  readonly loggedOn: (date: string) => number;
  readonly monotonicNow: number;
}

/** The running timer last, so that it is logged when the others are: then it holds the most of its time. */
export function reviewItems(
  timers: readonly Timer[],
  edits: ReadonlyMap<number, ReviewEdit>,
  context: ReviewContext,
): readonly ReviewItem[] {
  const items = timers
    .toSorted((one, other) => Number(isRunning(one)) - Number(isRunning(other)))
    .map((timer) => itemOf(timer, edits.get(timer.id) ?? {}, context));
  const sums = new Map<string, number>();
  for (const { chosen, entryDate, logged } of items) {
    if (chosen) sums.set(entryDate, (sums.get(entryDate) ?? context.loggedOn(entryDate)) + logged);
  }
  return items.map((item) => withFullDay(item, item.chosen ? (sums.get(item.entryDate) ?? 0) : 0));
}

function withFullDay(item: ReviewItem, minutes: number): ReviewItem {
  return minutes > dayMinutes ? { ...item, warnings: [...item.warnings, { kind: "full-day", minutes }] } : item;
}

function itemOf(timer: Timer, edit: ReviewEdit, { today, monotonicNow }: ReviewContext): ReviewItem {
  const seconds = Math.max(0, elapsedSeconds(timer, monotonicNow));
  const minutes = edit.minutes ?? Math.ceil(seconds / 60);
  const description = edit.description ?? timer.description;
  const warnings: ReviewWarning[] = [];
  if (timer.date !== null && timer.date !== today) warnings.push({ kind: "other-day", from: timer.date, today });
  if (minutes > longMinutes) warnings.push({ kind: "long" });
  if (minutes === 0) warnings.push({ kind: "no-minutes" });
  if (description.trim() === "") warnings.push({ kind: "no-description" });
  if (!timer.project.enabled) warnings.push({ kind: "archived" });
  return {
    timer,
    chosen: edit.chosen ?? minutes > 0,
    seconds,
    minutes,
    logged: roundUpMinutes(minutes, timer.project.billingIncrement),
    entryDate: edit.entryDate ?? timer.date ?? today,
    description,
    warnings,
  };
}

/** Of what is chosen. */
export function reviewSum(items: readonly ReviewItem[]): ReviewSum {
  const chosen = items.filter((item) => item.chosen);
  return {
    timers: chosen.length,
    projects: new Set(chosen.map(({ timer }) => timer.projectId)).size,
    minutes: chosen.reduce((sum, { minutes }) => sum + minutes, 0),
    logged: chosen.reduce((sum, { logged }) => sum + logged, 0),
  };
}
