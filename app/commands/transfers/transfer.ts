/**
 * Time on its way from one timer to another timer, or to an entry: first added, then taken. Whatever ends the app or the
 * network in between leaves the time doubled and visible, never lost. Pure.
 */
import * as v from "valibot";
import type { TimerHeard } from "../../presence/absence.ts";

const whole = v.pipe(v.number(), v.safeInteger());
const finite = v.pipe(v.number(), v.finite());

/** A timer as it was before anything was sent. */
const timerSide = v.object({
  kind: v.literal("timer"),
  projectId: whole,
  /** Null where the project had none. */
  timerId: v.nullable(whole),
  state: v.picklist(["running", "paused", "pending", "stopped", "unknown"]),
  secondsBefore: finite,
  /** When it was as said, epoch milliseconds. */
  at: whole,
});
/** An entry that is to be made. */
const entrySide = v.object({
  kind: v.literal("entry"),
  projectId: v.nullable(whole),
  billingIncrement: v.nullable(finite),
  date: v.pipe(v.string(), v.isoDate()),
  minutes: whole,
  description: v.string(),
  /** Entries like it that were there before. */
  alike: v.array(v.string()),
  /** By the account's clock, epoch milliseconds. */
  sentAt: finite,
});
/** An entry that is to be deleted. */
const madeSide = v.object({ kind: v.literal("made-entry"), url: v.string() });
/** `sent`: whether it was carried out is not known. */
const step = v.picklist(["planned", "sent", "done"]);

export const transferSchema = v.object({
  seconds: v.pipe(whole, v.minValue(1)),
  add: v.variant("kind", [timerSide, entrySide]),
  take: v.variant("kind", [timerSide, madeSide]),
  added: step,
  taken: step,
  /** What gives another one back gives back nothing itself. */
  isUndo: v.boolean(),
});

export type Transfer = v.InferOutput<typeof transferSchema>;
export type TimerSide = v.InferOutput<typeof timerSide>;
export type EntrySide = v.InferOutput<typeof entrySide>;

/** Seconds cut on both sides, and the travel of answers. */
const tolerance = 5;

/** Whether a timer that was as `side` says was changed by `change` seconds since; `unknown` where it may be either. */
export function wasApplied(side: TimerSide, change: number, timer: TimerHeard | null): "yes" | "no" | "unknown" {
  if (timer === null) return side.timerId === null ? "no" : "unknown";
  if (side.timerId !== null && timer.id !== side.timerId) return "unknown";
  const passed = Math.max(0, (timer.heardAt - side.at) / 1000);
  const [ran, runs] = [side.state === "running", timer.state === "running"];
  // Paused or resumed meanwhile, it ran for some of that time.
  const least = side.secondsBefore + (ran && runs ? passed : 0);
  const most = side.secondsBefore + (ran || runs ? passed : 0);
  const isWithin = (moved: number): boolean =>
    timer.seconds >= least + moved - tolerance && timer.seconds <= most + moved + tolerance;
  const [before, after] = [isWithin(0), isWithin(change)];
  if (before === after) return "unknown";
  return after ? "yes" : "no";
}
