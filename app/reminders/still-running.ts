/** Asks about a timer that ran for long without being touched. */
import { elapsedSeconds } from "../model/elapsed.ts";
import type { Instant } from "../model/instant.ts";
import type { Project } from "../model/project.ts";
import type { ReminderFacts } from "./facts.ts";
import { type Silence, waitToShow } from "./may-show.ts";
import { minute, type Step } from "./step.ts";
import type { LocalTime } from "./working-hours.ts";

/** The timer that runs, as it was when it was last touched. */
export interface Untouched {
  readonly timerId: number;
  /** Null after a restart: words of a timer are not kept. */
  readonly description: string | null;
  /** When it would have begun had it never been paused, epoch milliseconds: another after a pause or an adjustment. */
  readonly begun: number;
  readonly touchedAt: number;
  /** How often it was asked about since, and when last. */
  readonly reminded: number;
  readonly remindedAt: number | null;
}

export interface StillRunning {
  readonly kind: "still-running";
  readonly project: Project;
  /** Epoch milliseconds. */
  readonly since: number;
}

/** Answers and clocks differ by less. */
const sameBegin = minute;

/** First after the chosen hours, then after twice as many, and so on. */
export function lookStillRunning(
  before: Untouched | null,
  facts: ReminderFacts,
  settings: Silence & { readonly afterHours: number },
  now: Instant,
  local: LocalTime,
): Step<Untouched | null, StillRunning> {
  const { isKnown, running } = facts;
  if (!isKnown) return { state: before, show: null, lookIn: null };
  if (running === null) return { state: null, show: null, lookIn: null };
  const { id, description, project } = running;
  const begun = now.wall - elapsedSeconds(running, now.monotonic) * 1000;
  const isSame =
    before !== null &&
    before.timerId === id &&
    (before.description === null || before.description === description) &&
    Math.abs(before.begun - begun) < sameBegin;
  const state = isSame
    ? { ...before, description }
    : { timerId: id, description, begun, touchedAt: now.wall, reminded: 0, remindedAt: null };
  const after = settings.afterHours * 60 * minute;
  const dueAt =
    state.remindedAt === null ? state.touchedAt + after : state.remindedAt + after * 2 ** (state.reminded - 1);
  const left = dueAt - now.wall;
  const lookIn = left > 0 ? left : waitToShow(settings, facts, now, local);
  if (lookIn !== null) return { state, show: null, lookIn };
  return {
    state: { ...state, reminded: state.reminded + 1, remindedAt: now.wall },
    show: { kind: "still-running", project, since: state.touchedAt },
    lookIn: minute,
  };
}
