/** What the scheduler remembers from one look to the next, and what of it outlives the app. */
import * as v from "valibot";
import type { Work } from "./break.ts";
import { type DayEndState, freshDayEnd } from "./day-end.ts";
import { freshTimerFree, type TimerFree } from "./not-tracking.ts";
import type { Untouched } from "./still-running.ts";

export interface ReminderMemory {
  readonly timerFree: TimerFree;
  readonly untouched: Untouched | null;
  readonly dayEnd: DayEndState;
  readonly work: Work | null;
}

export const freshMemory: ReminderMemory = {
  timerFree: freshTimerFree,
  untouched: null,
  dayEnd: freshDayEnd,
  work: null,
};

const instant = v.pipe(v.number(), v.finite());
const keptTimerFree = v.pipe(
  v.object({
    ran: v.boolean(),
    since: v.nullable(instant),
    day: v.nullable(v.string()),
    reminded: v.boolean(),
  }),
  v.transform((kept): TimerFree => ({ ...freshTimerFree, ...kept })),
);

const keptSchema = v.object({
  timerFree: v.fallback(keptTimerFree, freshTimerFree),
  untouched: v.fallback(
    v.nullable(
      v.object({
        timerId: v.number(),
        description: v.null(),
        begun: instant,
        touchedAt: instant,
        reminded: v.pipe(v.number(), v.safeInteger(), v.minValue(0)),
        remindedAt: v.nullable(instant),
      }),
    ),
    null,
  ),
  dayEnd: v.fallback(
    v.object({ settled: v.nullable(v.string()), ran: v.boolean(), stoppedAt: v.nullable(instant) }),
    freshDayEnd,
  ),
  work: v.fallback(
    v.nullable(v.object({ begun: instant, rested: instant, endedAt: v.nullable(instant), reminded: v.boolean() })),
    null,
  ),
});

/** Minutes of activity are counted anew, and words of a timer are the account's alone. */
export function keptMemory({ timerFree, untouched, dayEnd, work }: ReminderMemory): unknown {
  const { ran, since, day, reminded } = timerFree;
  return {
    timerFree: { ran, since, day, reminded },
    untouched: untouched === null ? null : { ...untouched, description: null },
    dayEnd,
    work,
  };
}

/** Fresh where nothing was kept, or nothing that can be read. */
export function memoryFrom(kept: unknown): ReminderMemory {
  const parsed = v.safeParse(keptSchema, kept);
  return parsed.success ? parsed.output : freshMemory;
}
