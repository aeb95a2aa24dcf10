import * as v from "valibot";
import type { Unavailable } from "./unavailable.ts";
import type { UpdateState } from "./updates.ts";
import { type Need, settingFields, type ShortcutName } from "./setting-fields.ts";

type Fields = typeof settingFields;
export type SettingName = keyof Fields;

/** Those that are chosen by a control of that kind. */
export type SettingBy<Kind extends string> = {
  readonly [Name in SettingName]: Fields[Name]["control"]["kind"] extends Kind ? Name : never;
}[SettingName];

/**
 * What a person can choose. Every field has a default, so that settings from an older version, or with a value
 * that is no longer known, lose only that value.
 */
export const settingsSchema = v.object(schemasOf("stored"));

export type Settings = v.InferOutput<typeof settingsSchema>;
export type AbsenceRules = Settings["whenAway"];
/** What decides when a computer counts as left, what becomes of the running timer, and whether its use is asked for. */
export type PresenceSettings = Pick<Settings, "whenAway" | "idleMinutes" | "remindNotTracking">;

export const defaultSettings: Settings = v.parse(settingsSchema, {});

/** A change of some of them; unlike stored values, a wrong one is refused. */
export const settingsPatchSchema = v.pipe(
  v.partial(v.strictObject(schemasOf("patch"))),
  v.check((patch) => Object.keys(patch).length > 0),
);

export type SettingsPatch = v.InferOutput<typeof settingsPatchSchema>;

function schemasOf<Which extends "stored" | "patch">(which: Which) {
  const schemas = Object.entries(settingFields).map(([name, field]) => [name, field[which]]);
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the names of entries are lost on the way
  return Object.fromEntries(schemas) as { readonly [Name in SettingName]: Fields[Name][Which] };
}

export function isSettingName(name: string): name is SettingName {
  return Object.hasOwn(settingFields, name);
}

export const settingNames: readonly SettingName[] = Object.keys(settingFields).filter(isSettingName);

/** Of the account in focus: another one has its own. The rest holds for all. */
export function isAccountSetting(name: string): boolean {
  return isSettingName(name) && settingFields[name].scope === "account";
}

/** The settings with everything that the patch names replaced. */
export function changedSettings(settings: Settings, patch: SettingsPatch): Settings {
  const named = Object.entries(patch).filter(([, value]) => value !== undefined);
  return v.parse(settingsSchema, { ...settings, ...Object.fromEntries(named) });
}

/**
 * What the system offers, by what controls need. `trayIcon`: being shown by a panel at all, as things are at present;
 * `lockSignal`: hearing that the screen was locked; `idleSource`: hearing that nobody uses the computer.
 */
export interface Capabilities extends Readonly<Record<Exclude<Need, "dayGoal">, Unavailable>> {
  readonly platform: "darwin" | "win32" | "linux";
  /** Whether secrets outlive the app here. */
  readonly secrets: "stored" | "memory-only";
}

/** Why a control that needs this does nothing here; null where it works. */
export function whyUnavailable(need: Need | null, settings: Settings, capabilities: Capabilities): Unavailable {
  if (need === null) return null;
  if (need !== "dayGoal") return capabilities[need];
  return settings.dayGoalMinutes === null ? "no-day-goal" : null;
}

export interface SettingsMessage {
  readonly settings: Settings;
  readonly capabilities: Capabilities;
  /** A file of settings that could not be read was kept under this name beside the new one. */
  readonly keptAside: string | null;
  /** Shortcuts that are chosen and do not work at present, since something else on this computer has them. */
  readonly shortcutsNotHad: readonly ShortcutName[];
  readonly updates: UpdateState;
}

/** Shortcuts change together or not at all; a conflict names the ones that could not be had. */
export type SettingsResult =
  | { readonly kind: "saved"; readonly message: SettingsMessage }
  | { readonly kind: "shortcut-taken"; readonly names: readonly ShortcutName[] }
  | { readonly kind: "shortcut-doubled" }
  | { readonly kind: "failed"; readonly reason: "not-allowed" };
