import type { Bridge } from "../../app/contract/requests.ts";
import { defaultSettings, type SettingsMessage } from "../../app/contract/settings.ts";
import type { Preferences } from "./preferences-port.ts";

/** The newest settings, and what changes them. */
export interface SettingsStore {
  readonly subscribe: (listener: () => void) => () => void;
  readonly current: () => Preferences;
}

/** Until the main process has answered, the defaults stand, and nothing is said about what the computer can do. */
export function createSettingsStore(
  bridge: Pick<Bridge, "getSettings" | "onSettings" | "changeSettings">,
): SettingsStore {
  const listeners = new Set<() => void>();
  const change: Preferences["change"] = async (patch) => {
    const result = await bridge.changeSettings(patch);
    if (result.kind === "saved") receive(result.message);
    return result;
  };
  let received = false;
  let current: Preferences = {
    settings: defaultSettings,
    capabilities: null,
    keptAside: null,
    shortcutsNotHad: [],
    updates: null,
    change,
  };

  function receive(message: SettingsMessage): void {
    received = true;
    current = { ...message, change };
    for (const listener of listeners) listener();
  }

  bridge.onSettings(receive);
  // Messages carry no number: an answer that comes after a push is the older one.
  bridge.getSettings().then(
    (message) => {
      if (!received) receive(message);
    },
    () => undefined,
  );

  return {
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    current: () => current,
  };
}
