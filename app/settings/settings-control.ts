import { absenceNeeds, absenceReasons } from "../contract/absence-reasons.ts";
import type { AccountId } from "../contract/account-id.ts";
import {
  type Capabilities,
  changedSettings,
  defaultSettings,
  settingNames,
  type Settings,
  type SettingsMessage,
  type SettingsPatch,
  type SettingsResult,
} from "../contract/settings.ts";
import { type Need, settingFields } from "../contract/setting-fields.ts";
import type { UpdateState } from "../contract/updates.ts";
import { assertNever } from "../model/assert-never.ts";
import type { Logger } from "../platform/ports.ts";
import { errorFields } from "../platform/logger.ts";
import { createDeferred } from "../platform/deferred.ts";
import type { Preferences } from "./preferences.ts";
import type { Shortcuts } from "./shortcuts.ts";
import type { LoginItem } from "./start-at-login.ts";

/** The one function by which settings are changed: with everything that a change needs from the system, or not at all. */
export interface SettingsControl {
  /** Until the file was opened: what a new installation has. */
  settings(): Settings;
  message(): Promise<SettingsMessage>;
  change(patch: SettingsPatch): Promise<SettingsResult>;
  /** Something that a message tells changed without anybody changing a setting. */
  announce(): void;
  /** Also reported once the file was opened. Returns a function that unsubscribes. */
  onChange(listener: (message: SettingsMessage) => void): () => void;
}

/** What settings are kept in and carried out by. */
export interface SettingsParts {
  readonly preferences: Preferences;
  readonly shortcuts: Shortcuts;
  readonly loginItem: LoginItem;
  readonly capabilities: () => Capabilities;
  readonly updates: () => UpdateState;
  /** Chosen from outside: counts before what is stored, and leaves that as it is. */
  readonly given: Partial<Settings>;
  /** The name under which an unreadable file was kept; null if there was none. */
  readonly keptAside: string | null;
}

export interface LateSettingsControl extends SettingsControl {
  /** The settings that each account has for itself are this one's from now on. */
  useAccount(id: AccountId): void;
  open(parts: SettingsParts): void;
}

/** Can be asked at once and answers when the file is open, which is after the tray icon stands. */
export function createSettingsControl(logger: Logger): LateSettingsControl {
  const listeners = new Set<(message: SettingsMessage) => void>();
  const opened = createDeferred();
  let parts: SettingsParts | null = null;
  let account: AccountId | null = null;

  async function whenOpen(): Promise<SettingsParts> {
    await opened.reached;
    if (parts === null) throw new Error("The settings are said to be open and are not.");
    return parts;
  }

  function announce(): void {
    if (parts === null) return;
    const news = messageOf(parts);
    for (const listener of listeners) listener(news);
  }

  return {
    settings: () => (parts === null ? defaultSettings : settingsOf(parts)),
    message: async () => messageOf(await whenOpen()),
    announce,
    async change(patch) {
      const open = await whenOpen();
      if (asksTooMuch(patch, open.capabilities())) return { kind: "failed", reason: "not-allowed" };
      const before = open.preferences.get();
      const after = changedSettings(before, patch);
      const refusal = carryOut(open, before, after, patch, logger);
      if (refusal !== null) return refusal;
      try {
        open.preferences.set(after);
      } catch (error) {
        logger.warn("Settings could not be kept", errorFields(error));
        takeBack(open, before, patch, logger);
        return { kind: "failed", reason: "not-allowed" };
      }
      announce();
      return { kind: "saved", message: messageOf(open) };
    },
    onChange(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    useAccount(id) {
      if (account === id) return;
      account = id;
      parts?.preferences.useAccount(id);
      announce();
    },
    open(real) {
      parts = real;
      if (account !== null) real.preferences.useAccount(account);
      opened.reach();
      announce();
    },
  };
}

function settingsOf({ preferences, given }: Pick<SettingsParts, "preferences" | "given">): Settings {
  return { ...preferences.get(), ...given };
}

function messageOf(parts: SettingsParts): SettingsMessage {
  const { capabilities, keptAside, shortcuts, updates } = parts;
  const able = capabilities();
  return {
    settings: settingsOf(parts),
    capabilities: able,
    keptAside,
    shortcutsNotHad: able.globalShortcuts === null ? shortcuts.notHad() : [],
    updates: updates(),
  };
}

/** The page shows such a control as off, so only a stale page asks. */
function asksTooMuch(patch: SettingsPatch, capabilities: Capabilities): boolean {
  const isBeyond = (need: Need | null): boolean => need !== null && need !== "dayGoal" && capabilities[need] !== null;
  const rules = patch.whenAway;
  return (
    settingNames.some((name) => patch[name] !== undefined && isBeyond(settingFields[name].control.needs)) ||
    (rules !== undefined && absenceReasons.some((reason) => rules[reason] !== "keep" && isBeyond(absenceNeeds[reason])))
  );
}

/** Has the system do its part; null when it did. What comes last can still fail: what came before is then taken back. */
function carryOut(
  { shortcuts, loginItem }: SettingsParts,
  before: Settings,
  after: Settings,
  patch: SettingsPatch,
  logger: Logger,
): Exclude<SettingsResult, { kind: "saved" }> | null {
  if (patch.shortcuts !== undefined) {
    const result = shortcuts.change(after.shortcuts);
    switch (result.kind) {
      case "registered":
        break;
      case "doubled":
        return { kind: "shortcut-doubled" };
      case "taken":
        return { kind: "shortcut-taken", names: result.names };
      default:
        return assertNever(result, "result");
    }
  }
  if (patch.startAtLogin === undefined || patch.startAtLogin === loginItem.isOn()) return null;
  try {
    loginItem.set(patch.startAtLogin);
    return null;
  } catch (error) {
    logger.warn("Starting at login could not be changed", errorFields(error));
    takeBack({ shortcuts, loginItem }, before, { shortcuts: patch.shortcuts }, logger);
    return { kind: "failed", reason: "not-allowed" };
  }
}

/** The system does again what it did before the change. */
function takeBack(
  { shortcuts, loginItem }: Pick<SettingsParts, "shortcuts" | "loginItem">,
  before: Settings,
  patch: SettingsPatch,
  logger: Logger,
): void {
  if (patch.shortcuts !== undefined) shortcuts.change(before.shortcuts);
  if (patch.startAtLogin === undefined || before.startAtLogin === loginItem.isOn()) return;
  try {
    loginItem.set(before.startAtLogin);
  } catch (error) {
    logger.warn("Starting at login could not be changed back", errorFields(error));
  }
}
