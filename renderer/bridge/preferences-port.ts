import type { UpdateState } from "../../app/contract/updates.ts";
import { createContext, use } from "react";
import type { ShortcutName } from "../../app/contract/setting-fields.ts";
import {
  type Capabilities,
  defaultSettings,
  type Settings,
  type SettingsPatch,
  type SettingsResult,
} from "../../app/contract/settings.ts";

/** What the person has chosen, what this computer can do, and what changes a setting. */
export interface Preferences {
  readonly settings: Settings;
  /** Null until the main process has answered. */
  readonly capabilities: Capabilities | null;
  readonly keptAside: string | null;
  readonly shortcutsNotHad: readonly ShortcutName[];
  /** Null until the main process has answered. */
  readonly updates: UpdateState | null;
  readonly change: (patch: SettingsPatch) => Promise<SettingsResult>;
}

const PreferencesContext = createContext<Preferences>({
  settings: defaultSettings,
  capabilities: null,
  keptAside: null,
  shortcutsNotHad: [],
  updates: null,
  change: () => Promise.resolve({ kind: "failed", reason: "not-allowed" }),
});

export const PreferencesProvider = PreferencesContext.Provider;

export function usePreferences(): Preferences {
  return use(PreferencesContext);
}
