/**
 * The life of one timer, as pure functions.
 *
 *     (none) ──describe──▶ pending ──start──▶ running ◀──start── paused
 *        │                    │                  │   ──pause──▶     ▲
 *        └──────start─────────┼──▶ running       │                  │
 *                             └──adjust──────────┼──────────────────┘
 *     log, discard: from any state back to (none)
 *
 * All instants are milliseconds of one monotonic clock.
 */
import { assertNever } from "../model/assert-never.ts";
import type { DemoTimer } from "./state.ts";

/** Time on the timer, in milliseconds. */
export function elapsedMilliseconds(timer: DemoTimer, now: number): number {
  switch (timer.run.kind) {
    case "running":
      return timer.collected + Math.max(0, now - timer.run.since);
    case "paused":
    case "pending":
      return timer.collected;
    default:
      return assertNever(timer.run, "timer run");
  }
}

/**
 * `entryDate` is heeded only before the first start: the documentation says that a started timer's date
 * cannot be changed by another start.
 */
export function started(timer: DemoTimer, now: number, entryDate: string | null): DemoTimer {
  switch (timer.run.kind) {
    case "running":
      return timer;
    case "paused":
      return { ...timer, run: { kind: "running", since: now } };
    case "pending":
      return { ...timer, run: { kind: "running", since: now }, date: entryDate ?? timer.date };
    default:
      return assertNever(timer.run, "timer run");
  }
}

/** Unchanged unless it runs. */
export function paused(timer: DemoTimer, now: number): DemoTimer {
  if (timer.run.kind !== "running") return timer;
  return { ...timer, collected: elapsedMilliseconds(timer, now), run: { kind: "paused" } };
}

/**
 * Adds time, or takes it away when negative; never below zero, which the documentation leaves open.
 * A pending timer that gets time is no longer one "with no time elapsed".
 */
export function adjusted(timer: DemoTimer, now: number, milliseconds: number): DemoTimer {
  const total = Math.max(0, elapsedMilliseconds(timer, now) + milliseconds);
  switch (timer.run.kind) {
    case "running":
      return { ...timer, collected: total, run: { kind: "running", since: now } };
    case "paused":
      return { ...timer, collected: total };
    case "pending":
      return total > 0 ? { ...timer, collected: total, run: { kind: "paused" } } : timer;
    default:
      return assertNever(timer.run, "timer run");
  }
}
