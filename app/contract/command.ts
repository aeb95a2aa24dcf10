import * as v from "valibot";

const projectId = v.pipe(v.number(), v.safeInteger(), v.minValue(1));
const description = v.pipe(v.string(), v.maxLength(10_000));
const isoDate = v.pipe(v.string(), v.isoDate());
const oneDayOfSeconds = 86_400;

/** A verb of the user as data. Tray menu, window and shortcuts all send these, and nothing else changes a timer. */
export const commandSchema = v.variant("kind", [
  /** Starts a project's timer, or resumes it; whatever runs is paused by the server. */
  v.strictObject({ kind: v.literal("start"), projectId, description: v.optional(description) }),
  v.strictObject({ kind: v.literal("pause"), projectId }),
  /** Turns the timer into a time entry. Without `minutes` the server takes what has elapsed. */
  v.strictObject({
    kind: v.literal("log"),
    projectId,
    minutes: v.optional(v.pipe(v.number(), v.safeInteger(), v.minValue(0), v.maxValue(100_000))),
    entryDate: v.optional(isoDate),
    description: v.optional(description),
  }),
  v.strictObject({ kind: v.literal("describe"), projectId, description }),
  /** Adds time, or takes it away when negative. */
  v.strictObject({
    kind: v.literal("adjust"),
    projectId,
    seconds: v.pipe(v.number(), v.safeInteger(), v.minValue(-100 * oneDayOfSeconds), v.maxValue(100 * oneDayOfSeconds)),
  }),
  v.strictObject({ kind: v.literal("discard"), projectId }),
  /** Asks the server for everything again. */
  v.strictObject({ kind: v.literal("refresh") }),
  v.strictObject({ kind: v.literal("dismiss-problem") }),
]);

export type Command = v.InferOutput<typeof commandSchema>;
export type CommandKind = Command["kind"];
/** The verbs that act on one project's timer. */
export type TimerCommand = Extract<Command, { projectId: number }>;
