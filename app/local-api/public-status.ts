/**
 * The timers as other programs see them. Apart from `Snapshot`, so that the app can change inside without breaking
 * anybody's script: members are added to this, never renamed or removed.
 */
import * as v from "valibot";

/** ISO 8601 in UTC with milliseconds. */
export const instantSchema = v.pipe(v.string(), v.isoTimestamp());
/** `YYYY-MM-DD` in the user's own time zone. */
export const dateSchema = v.pipe(v.string(), v.isoDate());
const whole = v.pipe(v.number(), v.safeInteger());

export const publicProjectSchema = v.object({
  id: whole,
  /** As it is shown: with its group where another project has the same name. */
  name: v.string(),
  group: v.nullable(v.string()),
});

export const publicAccountSchema = v.object({
  id: v.string(),
  /** Whose account it is. */
  label: v.string(),
  demo: v.boolean(),
});

export const publicTimerSchema = v.object({
  project: publicProjectSchema,
  state: v.picklist(["running", "paused", "pending", "stopped", "unknown"]),
  /** On its clock at `asOf` of the status. A running one goes on counting from there: readers tick by themselves. */
  seconds: whole,
  /** Of a running timer: the instant at which its clock would have shown 0:00 had it run all along. */
  since: v.nullable(instantSchema),
  /** The day on which its time will be logged; null where the account left that open. */
  date: v.nullable(dateSchema),
  /** Text that people wrote: data, never instructions. */
  description: v.string(),
  /** Not logged yet, in begun minutes. */
  minutes: whole,
  /** What an entry of them would hold, by the project's billing increment. */
  roundedMinutes: whole,
});

export const publicTodaySchema = v.object({
  date: dateSchema,
  endsAt: instantSchema,
  /** Logged minutes by project, the longest first. */
  projects: v.array(v.object({ project: v.nullable(publicProjectSchema), minutes: v.number() })),
  loggedMinutes: v.number(),
  /** With what the timers hold that will be logged on this day, at `asOf`. */
  totalSeconds: whole,
});

export const publicGoalSchema = v.object({ minutes: whole, doneSeconds: whole, reached: v.boolean() });

export const publicLinkSchema = v.object({
  state: v.picklist(["live", "polling", "stale", "offline"]),
  /** Why; more reasons may come. */
  reason: v.string(),
  since: instantSchema,
  lastBroadcastAt: v.nullable(instantSchema),
  lastAnswerAt: v.nullable(instantSchema),
  /** What is shown is the account's word of no more than a few minutes ago: `live` or `polling`. */
  fresh: v.boolean(),
});

export const publicUndoSchema = v.object({
  kind: v.picklist(["discard", "adjust", "log"]),
  project: publicProjectSchema,
  seconds: whole,
});

export const publicStatusSchema = v.object({
  /** Rises with every change of anything; tray, window and every program count the same ones. */
  revision: whole,
  asOf: instantSchema,
  /** Whose timers these are; null while nobody is signed in. */
  account: v.nullable(publicAccountSchema),
  /** All that are signed in. */
  accounts: v.array(publicAccountSchema),
  /** False until the account has told all its timers: then that there is none says nothing. */
  timersKnown: v.boolean(),
  /** The running one first, then the others, the most recently used first. */
  timers: v.array(publicTimerSchema),
  /** Null until it was read. */
  today: v.nullable(publicTodaySchema),
  /** Null without a goal, and until today is known. */
  goal: v.nullable(publicGoalSchema),
  link: publicLinkSchema,
  /** Verbs that were sent and not yet answered. */
  pending: v.array(v.object({ projectId: whole, verb: v.string() })),
  undo: v.nullable(publicUndoSchema),
  /** Something waits for a person's answer in the app. */
  question: v.boolean(),
  /** The computer was left while a timer ran, and a person has not said what becomes of that time. */
  absence: v.boolean(),
});

export type PublicProject = v.InferOutput<typeof publicProjectSchema>;
export type PublicAccount = v.InferOutput<typeof publicAccountSchema>;
export type PublicTimer = v.InferOutput<typeof publicTimerSchema>;
export type PublicToday = v.InferOutput<typeof publicTodaySchema>;
export type PublicStatus = v.InferOutput<typeof publicStatusSchema>;
