/** What programs may ask, one line each: what it needs to be told, what it is answered, and whether it changes anything. */
import * as v from "valibot";
import {
  dateSchema,
  publicProjectSchema,
  publicStatusSchema,
  publicTimerSchema,
  publicTodaySchema,
  publicUndoSchema,
} from "./public-status.ts";

const text = (longest: number) => v.pipe(v.string(), v.maxLength(longest));
const integer = (least: number, most: number) =>
  v.pipe(v.number(), v.safeInteger(), v.minValue(least), v.maxValue(most));

const description = text(10_000);
/** An id, `#` and an id, a whole name, or so much of one that no other project is meant. */
const project = v.union([integer(1, Number.MAX_SAFE_INTEGER), v.pipe(v.string(), v.minLength(1), v.maxLength(300))]);
/** Left out: the one timer that is meant anyway, the running one, else the paused one that was used last. */
const timerOf = v.optional(project);
const minutes = integer(0, 1440);
const day = 86_400;

/** Of every request. */
const common = {
  /** Its id or its label. Left out: the account in focus. */
  account: v.optional(text(300)),
};

/** Of every request that changes something. */
const ofVerbs = {
  ...common,
  /** The revision of the status that the decision rests on: where timers changed since, nothing is done. */
  ifRevision: v.optional(integer(0, Number.MAX_SAFE_INTEGER)),
  /** Names this intention: repeated within ten minutes it is done once, and answered the same. */
  key: v.optional(v.pipe(v.string(), v.regex(/^[\x21-\x7e]{8,100}$/))),
};

const statusAnswer = v.object({ status: publicStatusSchema });

/** What a verb did to a timer: `null` where there was, or is, none. */
const verbAnswer = v.object({
  project: v.nullable(publicProjectSchema),
  before: v.nullable(publicTimerSchema),
  after: v.nullable(publicTimerSchema),
  /** What `undo` would give back. */
  undo: v.nullable(publicUndoSchema),
  status: publicStatusSchema,
});

/** Time on its way into an entry. */
const entryMade = v.object({
  project: publicProjectSchema,
  date: dateSchema,
  /** What was asked for, or what is on the clock. */
  minutes: v.number(),
  /** What the entry holds, by the project's billing increment. */
  roundedMinutes: v.number(),
  description: v.string(),
});

const entrySchema = v.object({
  id: v.number(),
  date: dateSchema,
  minutes: v.number(),
  description: v.string(),
  project: v.nullable(publicProjectSchema),
});

export const watchedEvents = ["timers", "link", "absence", "today"] as const;

/** What a person allows programs. `look`: to read alone, which costs the account nothing but for `entries` and `review`. */
export type Permission = "look" | "act";

interface Definition {
  readonly permission: Permission;
  readonly payload: v.ObjectSchema<v.ObjectEntries, undefined>;
  readonly answer: v.GenericSchema;
}

const repairHops = ["account", "listener", "relay", "path", "receiver", "broadcasts", "everything"] as const;
const views = ["main", "quick-switcher", "log", "adjust", "describe", "preferences", "diagnostics"] as const;

const pause = { project: timerOf, ...ofVerbs };
const start = { project, description: v.optional(description), ...ofVerbs };
const log = {
  project: timerOf,
  minutes: v.optional(minutes),
  date: v.optional(dateSchema),
  description: v.optional(description),
  ...ofVerbs,
};
const adjust = { project: timerOf, seconds: integer(-day, day), ...ofVerbs };
const describe = { project: timerOf, description, ...ofVerbs };
const add = { project, minutes: integer(1, 1440), date: v.optional(dateSchema), description: v.optional(description) };

/** Verbs that a person can be asked about first, in the app's own window. */
export const confirmableSchema = v.variant("do", [
  v.object({ do: v.literal("log"), ...log }),
  v.object({ do: v.literal("adjust"), ...adjust }),
  v.object({ do: v.literal("describe"), ...describe }),
  v.object({ do: v.literal("discard"), ...pause }),
  v.object({ do: v.literal("add"), ...add, ...ofVerbs }),
]);

export const localRequests = {
  /** Names the program, for the log. May be left out. */
  hello: {
    permission: "look",
    payload: v.object({ client: v.pipe(v.string(), v.regex(/^[\w.+/ -]{1,60}$/)) }),
    answer: v.object({}),
  },
  status: { permission: "look", payload: v.object(common), answer: statusAnswer },
  /** Answered by the status as it is; whatever changes from there on follows as events. */
  watch: {
    permission: "look",
    payload: v.object({ events: v.optional(v.array(v.picklist(watchedEvents)), [...watchedEvents]), ...common }),
    answer: statusAnswer,
  },
  /** Starts a project's timer, or resumes it; whatever runs is paused. */
  start: { permission: "act", payload: v.object(start), answer: verbAnswer },
  pause: { permission: "act", payload: v.object(pause), answer: verbAnswer },
  /** Starts a timer that is there already: the paused one that was used last where none is named. */
  resume: { permission: "act", payload: v.object(pause), answer: verbAnswer },
  /** Like `start`, where one runs already. */
  switch: { permission: "act", payload: v.object(start), answer: verbAnswer },
  /** Pauses what runs; else resumes what was used last. */
  toggle: { permission: "act", payload: v.object(ofVerbs), answer: verbAnswer },
  /** Makes an entry of a timer. With `dryRun` it only says which, and needs no permission to act. */
  log: {
    permission: "act",
    payload: v.object({ ...log, dryRun: v.optional(v.boolean(), false) }),
    answer: v.object({ entry: entryMade, dryRun: v.boolean(), ...verbAnswer.entries }),
  },
  adjust: { permission: "act", payload: v.object(adjust), answer: verbAnswer },
  describe: { permission: "act", payload: v.object(describe), answer: verbAnswer },
  /** The timer is paused, and deleted ten seconds later unless `undo` comes first, from whatever surface. */
  discard: { permission: "act", payload: v.object(pause), answer: verbAnswer },
  /** Gives back what `status.undo` offers. */
  undo: { permission: "act", payload: v.object(ofVerbs), answer: verbAnswer },
  /** Makes an entry without a timer. */
  add: {
    permission: "act",
    payload: v.object({ ...add, dryRun: v.optional(v.boolean(), false), ...ofVerbs }),
    answer: v.object({ entry: entryMade, dryRun: v.boolean(), status: publicStatusSchema }),
  },
  today: { permission: "look", payload: v.object(common), answer: v.object({ today: v.nullable(publicTodaySchema) }) },
  /** Entries of at most 62 days, the first day first. */
  entries: {
    permission: "look",
    payload: v.object({ from: dateSchema, to: dateSchema, ...common }),
    answer: v.object({ entries: v.array(entrySchema), minutes: v.number() }),
  },
  /** The day as it is reviewed: its entries, the timers that wait to be logged on it, and what is missing. */
  review: {
    permission: "look",
    payload: v.object({ date: v.optional(dateSchema), ...common }),
    answer: v.object({
      date: dateSchema,
      entries: v.array(entrySchema),
      timers: v.array(publicTimerSchema),
      loggedMinutes: v.number(),
      unloggedMinutes: v.number(),
    }),
  },
  /** By the app's own search, the best first. */
  projects: {
    permission: "look",
    payload: v.object({ query: v.optional(text(300), ""), limit: v.optional(integer(1, 200), 50), ...common }),
    answer: v.object({ projects: v.array(publicProjectSchema), total: v.number(), complete: v.boolean() }),
  },
  /** The report of the app's diagnostics. With `repair`, which needs permission to act, it looks after that link first. */
  doctor: {
    permission: "look",
    payload: v.object({ repair: v.optional(v.picklist(repairHops)), ...common }),
    answer: v.object({
      lines: v.array(
        v.object({
          label: v.string(),
          value: v.string(),
          /** As it should be; null where nothing is to be judged. */
          good: v.nullable(v.boolean()),
          /** What `repair` would look after. */
          repair: v.nullable(v.string()),
        }),
      ),
      status: publicStatusSchema,
    }),
  },
  /** Shows the app's window. */
  open: {
    permission: "act",
    payload: v.object({ view: v.optional(v.picklist(views), "main"), project: timerOf, ...common }),
    answer: v.object({}),
  },
  /**
   * Asks the person in the app's own window, and carries the verb out if they agree: no program can answer for them.
   * Bound to what it says and to the timer as it is now. Answered when they have answered, or `seconds` have passed.
   */
  confirm: {
    permission: "act",
    payload: v.object({ verb: confirmableSchema, seconds: v.optional(integer(1, 300), 60) }),
    answer: v.object({ confirmed: v.literal(true), entry: v.optional(entryMade), ...verbAnswer.entries }),
  },
} as const satisfies Readonly<Record<string, Definition>>;

export type LocalRequestName = keyof typeof localRequests;
export type LocalAnswer<Name extends LocalRequestName> = v.InferOutput<(typeof localRequests)[Name]["answer"]>;

/** What a request needs: a rehearsal changes nothing, and a repair does. */
export function permissionOf(request: {
  readonly do: LocalRequestName;
  readonly dryRun?: boolean | undefined;
  readonly repair?: string | undefined;
}): Permission {
  if (request.dryRun === true) return "look";
  return request.repair === undefined ? localRequests[request.do].permission : "act";
}
