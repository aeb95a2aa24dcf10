/**
 * The settings, one line each: what is accepted, what holds at first, whose it is, and by which control people choose
 * it. Stored and patch schema, defaults and the page of preferences derive from it; texts and special controls are total.
 */
import * as v from "valibot";
import { absenceReasons, absenceRuleNames } from "./absence-reasons.ts";
import { offeredRelays } from "./relays.ts";

/** What a control needs to work here. `dayGoal` is a setting, the others are the system's. */
export type Need =
  | "globalShortcuts"
  | "trayIcon"
  | "trayTitle"
  | "startAtLogin"
  | "relayChoice"
  | "programsChoice"
  | "lockSignal"
  | "idleSource"
  | "updates"
  | "dayGoal";

/** A group of the page that holds switches and choices. */
export const settingSections = [
  "reachable",
  "notifications",
  "reminders",
  "appearance",
  "tray",
  "programs",
  "updates",
] as const;
export type SettingSection = (typeof settingSections)[number];

type Control =
  | { readonly kind: "toggle"; readonly section: SettingSection; readonly needs: Need | null }
  | {
      readonly kind: "choice";
      readonly section: SettingSection;
      readonly variant: "segments" | "list";
      readonly needs: Need | null;
    }
  /** A component of its own in `renderer/preferences`, or a control elsewhere in the window. */
  | { readonly kind: "own"; readonly needs: Need | null };

/** `account`: another account has its own. */
type Scope = "global" | "account";

interface Details<C extends Control> {
  readonly scope: Scope;
  readonly control: C;
}

function field<const Schema extends v.GenericSchema, const C extends Control>(
  schema: Schema,
  initial: v.InferOutput<Schema> & v.Fallback<Schema>,
  details: Details<C>,
) {
  return { stored: v.fallback(schema, initial), patch: schema, ...details };
}

function toggle<const More extends Omit<Extract<Control, { kind: "toggle" }>, "kind">>(initial: boolean, more: More) {
  return field(v.boolean(), initial, { scope: "global", control: { kind: "toggle", ...more } });
}

function choice<const Values extends readonly string[]>(
  values: Values,
  initial: Values[number],
  more: Omit<Extract<Control, { kind: "choice" }>, "kind">,
) {
  const control = { kind: "choice", ...more } as const;
  return { ...field(v.picklist(values), initial, { scope: "global", control }), values };
}

/** An Electron accelerator such as `CommandOrControl+Shift+K`; null for none. */
const shortcut = v.nullable(v.pipe(v.string(), v.minLength(1), v.maxLength(60), v.regex(/^[\x20-\x7e]+$/)));
/** In the order of the preferences. */
export const shortcutNames = ["quickSwitcher", "toggleWindow", "pauseOrResume"] as const;
export type ShortcutName = (typeof shortcutNames)[number];
const initialShortcuts: Readonly<Record<ShortcutName, string | null>> = {
  // No browser or desktop has it; as AltGr J, which Windows takes for the same, it writes nothing but a Hungarian í.
  quickSwitcher: "Control+Alt+J",
  toggleWindow: null,
  pauseOrResume: null,
};
const storedShortcut = (name: ShortcutName) => v.fallback(shortcut, initialShortcuts[name]);

const absenceRule = v.picklist(absenceRuleNames);
const absenceRules = v.object(v.entriesFromList(absenceReasons, v.fallback(absenceRule, "keep")));
/** A computer that nobody uses for so long is left; in minutes. */
export const idleMinutesRange = { least: 2, most: 120 } as const;
const wholeNumber = ({ least, most }: { readonly least: number; readonly most: number }) =>
  v.pipe(v.number(), v.safeInteger(), v.minValue(least), v.maxValue(most));
const positive = v.pipe(v.number(), v.safeInteger(), v.minValue(1));
/** Whole minutes of a day. */
const dayGoal = v.nullable(v.pipe(positive, v.maxValue(1440)));

/** How long somebody is active without a timer until they are reminded; in minutes. */
export const notTrackingRange = { least: 5, most: 240 } as const;

/** How long a timer runs without being touched until it is asked about; in hours. */
export const stillRunningRange = { least: 1, most: 24 } as const;
/** How long timers run without a break; in minutes. */
export const breakRange = { least: 60, most: 720 } as const;

export const weekdays = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"] as const;
export type Weekday = (typeof weekdays)[number];
/** `HH:MM` */
const timeOfDay = v.pipe(v.string(), v.regex(/^(?:[01]\d|2[0-3]):[0-5]\d$/));
/** Hours that end before they begin, or when they begin, go past midnight. */
const workingHours = v.strictObject({ days: v.array(v.picklist(weekdays)), from: timeOfDay, to: timeOfDay });
const initialHours: v.InferOutput<typeof workingHours> = { days: weekdays.slice(0, 5), from: "09:00", to: "18:00" };

/** What other programs of this computer may do here. */
export const localApiModes = ["off", "look", "act"] as const;
export type LocalApiMode = (typeof localApiModes)[number];

export const settingFields = {
  appearance: choice(["system", "light", "dark"], "system", {
    section: "appearance",
    variant: "segments",
    needs: null,
  }),
  /** The tray icon's ink: by the panel's theme, or for a panel that is known to be light or dark. */
  trayIcon: choice(["auto", "for-light-panel", "for-dark-panel"], "auto", {
    section: "tray",
    variant: "segments",
    needs: "trayIcon",
  }),
  /** Text beside the icon where the platform has it (macOS). */
  trayTitle: choice(["none", "time", "time-with-seconds", "project-and-time"], "time", {
    section: "tray",
    variant: "list",
    needs: "trayTitle",
  }),
  startAtLogin: toggle(false, { section: "notifications", needs: "startAtLogin" }),
  notifyTimerChanges: toggle(false, { section: "notifications", needs: null }),
  notifyLinkLost: toggle(true, { section: "notifications", needs: null }),
  notifyGoalReached: toggle(false, { section: "notifications", needs: "dayGoal" }),
  /** How much of a day the user wants to track; null for no goal. */
  dayGoalMinutes: field(dayGoal, null, { scope: "account", control: { kind: "own", needs: null } }),
  shortcuts: {
    stored: v.fallback(
      v.object({
        quickSwitcher: storedShortcut("quickSwitcher"),
        toggleWindow: storedShortcut("toggleWindow"),
        pauseOrResume: storedShortcut("pauseOrResume"),
      } satisfies Record<ShortcutName, unknown>),
      initialShortcuts,
    ),
    patch: v.strictObject(v.entriesFromList(shortcutNames, shortcut)),
    scope: "global",
    control: { kind: "own", needs: "globalShortcuts" },
  },
  favouriteProjects: field(v.array(positive), [], { scope: "account", control: { kind: "own", needs: null } }),
  whenAway: {
    stored: v.fallback(absenceRules, v.parse(absenceRules, {})),
    patch: v.strictObject(v.entriesFromList(absenceReasons, absenceRule)),
    scope: "global",
    control: { kind: "own", needs: null },
  },
  localApi: choice(localApiModes, "off", { section: "programs", variant: "list", needs: "programsChoice" }),
  /** How long nobody uses the computer until it counts as left. */
  idleMinutes: field(wholeNumber(idleMinutesRange), 10, {
    scope: "global",
    control: { kind: "own", needs: "idleSource" },
  }),
  /** Nobody tracks while somebody is active in working hours. */
  remindNotTracking: toggle(false, { section: "reminders", needs: "idleSource" }),
  notTrackingMinutes: field(wholeNumber(notTrackingRange), 15, {
    scope: "global",
    control: { kind: "own", needs: "idleSource" },
  }),
  /** A timer runs on without being touched. */
  remindStillRunning: toggle(false, { section: "reminders", needs: null }),
  stillRunningHours: field(wholeNumber(stillRunningRange), 4, {
    scope: "global",
    control: { kind: "own", needs: null },
  }),
  /** Timers are not logged at the end of a working day. */
  remindDayEnd: toggle(false, { section: "reminders", needs: null }),
  dayEndAt: field(timeOfDay, "17:30", { scope: "global", control: { kind: "own", needs: null } }),
  /** Timers ran for long without a break. */
  remindBreak: toggle(false, { section: "reminders", needs: null }),
  breakMinutes: field(wholeNumber(breakRange), 360, { scope: "global", control: { kind: "own", needs: null } }),
  workingHours: field(workingHours, initialHours, { scope: "global", control: { kind: "own", needs: null } }),
  /** No reminder before this instant, epoch milliseconds; null for none. */
  remindersSilentUntil: field(v.nullable(positive), null, { scope: "global", control: { kind: "own", needs: null } }),
  /** How the computer is made reachable for broadcasts. */
  relay: choice(offeredRelays, "automatic", {
    section: "reachable",
    variant: "list",
    needs: "relayChoice",
  }),
  /** What becomes of a new version of this app. */
  updates: choice(["tell", "never"], "tell", { section: "updates", variant: "segments", needs: "updates" }),
} as const satisfies Readonly<
  Record<string, Details<Control> & { readonly stored: v.GenericSchema; readonly patch: v.GenericSchema }>
>;
