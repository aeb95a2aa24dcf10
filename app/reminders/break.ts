/** Reminds of a break when timers ran for long without one. */
import type { Instant } from "../model/instant.ts";
import type { ReminderFacts } from "./facts.ts";
import { type Silence, waitToShow } from "./may-show.ts";
import { minute, type Step } from "./step.ts";
import type { LocalTime } from "./working-hours.ts";

/** Work with no break in it. Instants are epoch milliseconds. */
export interface Work {
  readonly begun: number;
  /** How long no timer ran in it. */
  readonly rested: number;
  /** Since when none runs; null while one does. */
  readonly endedAt: number | null;
  readonly reminded: boolean;
}

export interface BreakDue {
  readonly kind: "break";
  readonly seconds: number;
}

/** So long without a timer is a break. */
const shortestBreak = 15 * minute;

export function lookBreak(
  before: Work | null,
  facts: ReminderFacts,
  settings: Silence & { readonly afterMinutes: number },
  now: Instant,
  local: LocalTime,
): Step<Work | null, BreakDue> {
  if (!facts.isKnown) return { state: before, show: null, lookIn: null };
  if (facts.running === null) {
    const state = before === null ? null : { ...before, endedAt: before.endedAt ?? now.wall };
    return { state, show: null, lookIn: null };
  }
  const work = workNow(before, now.wall);
  if (work.reminded) return { state: work, show: null, lookIn: null };
  const worked = now.wall - work.begun - work.rested;
  const left = settings.afterMinutes * minute - worked;
  const lookIn = left > 0 ? left : waitToShow(settings, facts, now, local);
  if (lookIn !== null) return { state: work, show: null, lookIn };
  return {
    state: { ...work, reminded: true },
    show: { kind: "break", seconds: Math.floor(worked / 1000) },
    lookIn: null,
  };
}

function workNow(before: Work | null, now: number): Work {
  const gap = before?.endedAt === undefined || before.endedAt === null ? 0 : Math.max(0, now - before.endedAt);
  if (before === null || gap >= shortestBreak) return { begun: now, rested: 0, endedAt: null, reminded: false };
  return { ...before, rested: before.rested + gap, endedAt: null };
}
