import * as v from "valibot";
import { accountIdSchema } from "./account-id.ts";

/** Left out: the account in focus. */
const account = v.optional(accountIdSchema);
const projectId = v.pipe(v.number(), v.safeInteger(), v.minValue(1));
/** In UTF-16 units. What an account holds goes back with every verb on its timer, however long: what it takes is its word. */
export const longestDescription = 1_000_000;
const description = v.pipe(v.string(), v.maxLength(longestDescription));
const isoDate = v.pipe(v.string(), v.isoDate());
const minutes = v.pipe(v.number(), v.safeInteger(), v.minValue(0), v.maxValue(100_000));
const oneDayOfSeconds = 86_400;

/**
 * The timer as the person saw it when they decided. With it, the session fetches the timer again before it acts,
 * and asks (`Snapshot.question`) when it is not the same any more.
 */
const expectedTimer = v.strictObject({
  id: v.pipe(v.number(), v.safeInteger()),
  state: v.picklist(["running", "paused", "pending", "stopped", "unknown"]),
  description,
  /** Whole seconds on the clock that was shown. */
  seconds: v.pipe(v.number(), v.safeInteger()),
});

/**
 * `broadcasts`: they come too rarely, though every link seems to hold.
 * `sender`: whether the account itself reaches this computer.
 */
const repairHop = v.picklist([
  "account",
  "listener",
  "relay",
  "path",
  "receiver",
  "broadcasts",
  "sender",
  "everything",
]);
/** A timer in the review as the person decided it. Nothing is left to the server: what was shown is what is sent. */
const reviewedTimer = v.strictObject({
  projectId,
  minutes,
  entryDate: isoDate,
  description,
  expected: expectedTimer,
});

/** All that a user may set of an entry. Never a part of it: what an update leaves out becomes blank, minutes become 0. */
const entry = v.strictObject({ date: isoDate, minutes, description, projectId: v.nullable(projectId) });
const entryId = v.pipe(v.number(), v.safeInteger());
/**
 * What becomes of the time of an absence: it stays; it is taken off, and the timer runs on or is paused; it is moved to
 * another project's timer; it becomes an entry of its own.
 */
export const absenceAnswers = ["keep", "remove", "remove-and-pause", "move", "log"] as const;
/** The second half is done; the first half is undone; it is right as it is. */
export const transferAnswers = ["finish", "take-back", "leave"] as const;

/** A verb of the user as data. Tray menu, window and shortcuts all send these, and nothing else changes a timer. */
export const commandSchema = v.variant("kind", [
  /** Starts a project's timer, or resumes it; whatever runs is paused by the server. */
  v.strictObject({
    kind: v.literal("start"),
    account,
    projectId,
    description: v.optional(description),
    /** The day on which a new timer's time will be logged; one that has a day keeps it. */
    entryDate: v.optional(isoDate),
  }),
  v.strictObject({ kind: v.literal("pause"), account, projectId }),
  /** Turns the timer into a time entry. Without `minutes` the server takes what has elapsed. */
  v.strictObject({
    kind: v.literal("log"),
    account,
    projectId,
    minutes: v.optional(minutes),
    entryDate: v.optional(isoDate),
    description: v.optional(description),
    expected: v.optional(expectedTimer),
  }),
  /** Logs these timers one by one; how far that is, is in `Snapshot.review`. Done when each has an outcome. */
  v.strictObject({
    kind: v.literal("log-many"),
    account,
    rows: v.pipe(v.array(reviewedTimer), v.minLength(1), v.maxLength(500)),
  }),
  /** Logs time without a timer. */
  v.strictObject({ kind: v.literal("add-entry"), account, entry }),
  /** Of an entry that was read by `days:read`. Where it is not as `expected` any more, nothing is done. */
  v.strictObject({ kind: v.literal("edit-entry"), account, id: entryId, entry, expected: entry }),
  v.strictObject({ kind: v.literal("delete-entry"), account, id: entryId, expected: entry }),
  /** Of what was seen, only the description counts, and that it is still the same timer. */
  v.strictObject({ kind: v.literal("describe"), account, projectId, description, expected: v.optional(expectedTimer) }),
  /** Adds time, or takes it away when negative. */
  v.strictObject({
    kind: v.literal("adjust"),
    account,
    projectId,
    seconds: v.pipe(v.number(), v.safeInteger(), v.minValue(-100 * oneDayOfSeconds), v.maxValue(100 * oneDayOfSeconds)),
    expected: v.optional(expectedTimer),
  }),
  /** Pauses the timer, holds it for ten seconds in which `undo` brings it back, then deletes it. */
  v.strictObject({ kind: v.literal("discard"), account, projectId, expected: v.optional(expectedTimer) }),
  /** Gives back what `Snapshot.undo` offers. */
  v.strictObject({ kind: v.literal("undo"), account }),
  /** Answers `Snapshot.question`: carry the verb out all the same, or leave it. */
  v.strictObject({ kind: v.literal("answer-question"), account, goAhead: v.boolean() }),
  /** Answers `Snapshot.programQuestion` of that number. Only a person's answer counts. */
  v.strictObject({
    kind: v.literal("answer-program"),
    account,
    id: v.pipe(v.number(), v.safeInteger()),
    agreed: v.boolean(),
  }),
  /**
   * What becomes of the time in `Snapshot.absence`. `from` names the absence that the person was shown: an answer to
   * another one does nothing.
   */
  v.strictObject({
    kind: v.literal("answer-absence"),
    account,
    from: v.pipe(v.number(), v.safeInteger()),
    answer: v.picklist(absenceAnswers),
    /** Of the absence's time, the latest; left out: all of it. The rest is kept. */
    seconds: v.optional(v.pipe(v.number(), v.safeInteger(), v.minValue(1))),
    /** `move`: the project that gets it. `log`: that of the entry; null or left out for none. */
    toProjectId: v.optional(v.nullable(projectId)),
    /** `log`: of the entry. */
    description: v.optional(description),
  }),
  /** What becomes of a transfer of time of which the account can't say how far it got: `Snapshot.transfer`. */
  v.strictObject({ kind: v.literal("answer-transfer"), account, answer: v.picklist(transferAnswers) }),
  /** Logs the running timer as it is, then starts this project's. */
  v.strictObject({ kind: v.literal("log-and-start"), account, projectId }),
  /** Asks the server for everything again. */
  v.strictObject({ kind: v.literal("refresh"), account }),
  /** Repairs one link of the chain from the account to this computer, or all of it; done when that has an outcome. */
  v.strictObject({ kind: v.literal("repair"), account, hop: repairHop }),
  v.strictObject({ kind: v.literal("dismiss-problem"), account }),
]);

export type Command = v.InferOutput<typeof commandSchema>;
export type RepairHop = v.InferOutput<typeof repairHop>;
export type EntryValues = v.InferOutput<typeof entry>;
export type EntryCommand = Extract<Command, { kind: "add-entry" | "edit-entry" | "delete-entry" }>;
export type ReviewedTimer = v.InferOutput<typeof reviewedTimer>;
export type ExpectedTimer = v.InferOutput<typeof expectedTimer>;
/** The verbs that act on one project's timer. */
export type TimerCommand = Exclude<Extract<Command, { projectId: number }>, { kind: "log-and-start" }>;
/** Those that take something away, or change what cannot be distinguished later: they carry the timer as the person saw it. */
export type GuardedCommand = Guarded<TimerCommand>;
type Guarded<C> = C extends unknown ? ("expected" extends keyof C ? C : never) : never;
