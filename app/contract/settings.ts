import * as v from "valibot";
import { offeredRelays } from "./relays.ts";

/** The timer runs on; it is paused; it runs on, and whoever comes back is asked about that time. */
const absenceRule = v.picklist(["keep", "pause", "ask"]);

/** What becomes of the running timer when the computer is left. */
const absenceRules = v.strictObject({ sleep: absenceRule, lock: absenceRule, shutdown: absenceRule });

// No browser or desktop has it; as AltGr J, which Windows takes for the same, it writes nothing but a Hungarian í.
const quickSwitcher = "Control+Alt+J";

/** An Electron accelerator such as `CommandOrControl+Shift+K`; null for none. */
const shortcut = v.nullable(v.pipe(v.string(), v.minLength(1), v.maxLength(60), v.regex(/^[\x20-\x7e]+$/)));

/** Whole minutes of a day. */
const dayGoal = v.nullable(v.pipe(v.number(), v.safeInteger(), v.minValue(1), v.maxValue(1440)));

/**
 * What a person can choose. Every field has a default, so that settings from an older version, or with a value
 * that is no longer known, lose only that value.
 */
export const settingsSchema = v.object({
  appearance: v.fallback(v.picklist(["system", "light", "dark"]), "system"),
  /** The tray icon's ink: by the panel's theme, or for a panel that is known to be light or dark. */
  trayIcon: v.fallback(v.picklist(["auto", "for-light-panel", "for-dark-panel"]), "auto"),
  /** Text beside the icon where the platform has it (macOS). */
  trayTitle: v.fallback(v.picklist(["none", "time", "time-with-seconds", "project-and-time"]), "time"),
  startAtLogin: v.fallback(v.boolean(), false),
  notifyTimerChanges: v.fallback(v.boolean(), false),
  notifyLinkLost: v.fallback(v.boolean(), true),
  /** How much of a day somebody wants to track; null for no goal. */
  dayGoalMinutes: v.fallback(dayGoal, null),
  notifyGoalReached: v.fallback(v.boolean(), false),
  shortcuts: v.fallback(
    v.object({
      quickSwitcher: v.fallback(shortcut, quickSwitcher),
      toggleWindow: v.fallback(shortcut, null),
      pauseOrResume: v.fallback(shortcut, null),
    }),
    { quickSwitcher, toggleWindow: null, pauseOrResume: null },
  ),
  favouriteProjects: v.fallback(v.array(v.pipe(v.number(), v.safeInteger(), v.minValue(1))), []),
  whenAway: v.fallback(
    v.object({
      sleep: v.fallback(absenceRule, "keep"),
      lock: v.fallback(absenceRule, "keep"),
      shutdown: v.fallback(absenceRule, "keep"),
    }),
    { sleep: "keep", lock: "keep", shutdown: "keep" },
  ),
  /** How the computer is made reachable for broadcasts. */
  relay: v.fallback(v.picklist(offeredRelays), "automatic"),
});

/** Of the account in focus: another one has its own. The rest holds for all. */
const accountSettings = ["favouriteProjects", "dayGoalMinutes"] as const satisfies readonly (keyof v.InferOutput<
  typeof settingsSchema
>)[];

export function isAccountSetting(name: string): boolean {
  return accountSettings.some((field) => field === name);
}

export type Settings = v.InferOutput<typeof settingsSchema>;
export type ShortcutName = keyof Settings["shortcuts"];
export type AbsenceRule = v.InferOutput<typeof absenceRule>;
export type AbsenceRules = v.InferOutput<typeof absenceRules>;
/** How a computer is left. */
export type AbsenceReason = keyof AbsenceRules;

export const defaultSettings: Settings = v.parse(settingsSchema, {});

/** A change of some of them; unlike stored values, a wrong one is refused. */
export const settingsPatchSchema = v.pipe(
  v.partial(
    v.strictObject({
      appearance: v.picklist(["system", "light", "dark"]),
      trayIcon: v.picklist(["auto", "for-light-panel", "for-dark-panel"]),
      trayTitle: v.picklist(["none", "time", "time-with-seconds", "project-and-time"]),
      startAtLogin: v.boolean(),
      notifyTimerChanges: v.boolean(),
      notifyLinkLost: v.boolean(),
      dayGoalMinutes: dayGoal,
      notifyGoalReached: v.boolean(),
      shortcuts: v.strictObject({ quickSwitcher: shortcut, toggleWindow: shortcut, pauseOrResume: shortcut }),
      favouriteProjects: v.array(v.pipe(v.number(), v.safeInteger(), v.minValue(1))),
      whenAway: absenceRules,
      relay: v.picklist(offeredRelays),
    }),
  ),
  v.check((patch) => Object.keys(patch).length > 0),
);

export type SettingsPatch = v.InferOutput<typeof settingsPatchSchema>;

/** The settings with everything that the patch names replaced. */
export function changedSettings(settings: Settings, patch: SettingsPatch): Settings {
  const named = Object.entries(patch).filter(([, value]) => value !== undefined);
  return v.parse(settingsSchema, { ...settings, ...Object.fromEntries(named) });
}

/** Why a control cannot work, on this computer or as things are chosen; null where it can. */
export type Unavailable =
  | "wayland-session"
  | "no-panel"
  | "no-panel-gnome"
  | "no-tray-title"
  | "not-packaged"
  | "given-from-outside"
  | "no-session-bus"
  | "no-day-goal"
  | null;

export interface Capabilities {
  readonly platform: "darwin" | "win32" | "linux";
  readonly globalShortcuts: Unavailable;
  /** Being shown by a panel at all, as things are at present. */
  readonly trayIcon: Unavailable;
  readonly trayTitle: Unavailable;
  readonly startAtLogin: Unavailable;
  readonly relayChoice: Unavailable;
  /** Hearing that the screen was locked. */
  readonly lockSignal: Unavailable;
  /** Whether secrets outlive the app here. */
  readonly secrets: "stored" | "memory-only";
}

export interface SettingsMessage {
  readonly settings: Settings;
  readonly capabilities: Capabilities;
  /** A file of settings that could not be read was kept under this name beside the new one. */
  readonly keptAside: string | null;
  /** Shortcuts that are chosen and do not work at present, since something else on this computer has them. */
  readonly shortcutsNotHad: readonly ShortcutName[];
}

/** Shortcuts change together or not at all; a conflict names the ones that could not be had. */
export type SettingsResult =
  | { readonly kind: "saved"; readonly message: SettingsMessage }
  | { readonly kind: "shortcut-taken"; readonly names: readonly ShortcutName[] }
  | { readonly kind: "shortcut-doubled" }
  | { readonly kind: "failed"; readonly reason: "not-allowed" };
