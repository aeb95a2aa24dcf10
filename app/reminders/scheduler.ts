/** When to remind of what. Pure: everything it needs is given, and what it has to remember is returned. */
import * as v from "valibot";
import type { Settings } from "../contract/settings.ts";
import type { Instant } from "../model/instant.ts";
import type { ReminderFacts } from "./facts.ts";
import { freshTimerFree, lookNotTracking, type NotTracking, type TimerFree } from "./not-tracking.ts";
import type { Step } from "./step.ts";
import type { LocalTime } from "./working-hours.ts";

export type Reminder = NotTracking;

export type ReminderSettings = Pick<
  Settings,
  "remindNotTracking" | "notTrackingMinutes" | "workingHours" | "remindersSilentUntil"
>;

export interface ReminderMemory {
  readonly timerFree: TimerFree;
}

export const freshMemory: ReminderMemory = { timerFree: freshTimerFree };

export function isAnyWanted({ remindNotTracking }: ReminderSettings): boolean {
  return remindNotTracking;
}

/** Hours and silence are those of this moment, whatever they were when a reminder began to be due. */
export function nextReminder(
  memory: ReminderMemory,
  facts: ReminderFacts,
  settings: ReminderSettings,
  now: Instant,
  local: LocalTime,
): Step<ReminderMemory, Reminder> {
  const { state, show, lookIn } = lookNotTracking(
    memory.timerFree,
    facts,
    {
      hours: settings.workingHours,
      afterMinutes: settings.notTrackingMinutes,
      silentUntil: settings.remindersSilentUntil,
    },
    now,
    local,
  );
  return { state: { timerFree: state }, show, lookIn };
}

const keptSchema = v.pipe(
  v.object({
    timerFree: v.object({
      ran: v.boolean(),
      since: v.nullable(v.number()),
      day: v.nullable(v.string()),
      reminded: v.boolean(),
    }),
  }),
  v.transform(({ timerFree }): ReminderMemory => ({ timerFree: { ...freshTimerFree, ...timerFree } })),
);

/** What outlives the app: minutes of activity are counted anew. */
export function keptMemory({ timerFree: { ran, since, day, reminded } }: ReminderMemory): unknown {
  return { timerFree: { ran, since, day, reminded } };
}

/** Null for anything that was not kept by us. */
export function memoryFrom(kept: unknown): ReminderMemory | null {
  const parsed = v.safeParse(keptSchema, kept);
  return parsed.success ? parsed.output : null;
}
