import { app, globalShortcut } from "electron";
import type { Capabilities, ShortcutName } from "../../app/contract/settings.ts";
import type { Logger } from "../../app/platform/ports.ts";
import { errorFields } from "../../app/platform/logger.ts";
import type { OpenedSettings } from "../adapters/settings.ts";
import type { PanelState } from "../../app/linux/panel-monitor.ts";
import { capabilitiesOf } from "../../app/settings/capabilities.ts";
import { openPreferences, type Preferences } from "../../app/settings/preferences.ts";
import type { SettingsParts } from "../../app/settings/settings-control.ts";
import { createShortcuts } from "../../app/settings/shortcuts.ts";
import { autostartFile, type LoginItem, systemLoginItem } from "../../app/settings/start-at-login.ts";

export interface SettingsPartsOptions {
  readonly opened: OpenedSettings;
  readonly platform: Capabilities["platform"];
  readonly wayland: boolean;
  /** The AppImage that this runs from; empty elsewhere. */
  readonly appImage: string;
  readonly relayGiven: boolean;
  readonly sessionBus: string;
  readonly desktop: string;
  readonly panel: () => PanelState;
  readonly secrets: () => Capabilities["secrets"];
  readonly actions: Readonly<Record<ShortcutName, () => void>>;
  readonly logger: Logger;
}

/** Settings with Electron behind them; shortcuts work from now on. */
export function openSettingsParts(options: SettingsPartsOptions): SettingsParts {
  const { opened, platform, wayland, relayGiven, sessionBus, desktop, actions, logger } = options;
  const packaged = app.isPackaged;
  const preferences = openPreferences(opened);

  const shortcuts = createShortcuts({ registry: globalShortcut, platform: process.platform, actions, logger });
  if (!wayland) shortcuts.begin(preferences.get().shortcuts);

  const loginItem = createLoginItem(options);
  if (packaged) takeOver(loginItem, preferences, logger);

  return {
    preferences,
    shortcuts,
    loginItem,
    capabilities: () =>
      capabilitiesOf({
        platform,
        wayland,
        packaged,
        relayGiven,
        sessionBus,
        desktop,
        panel: options.panel(),
        secrets: options.secrets(),
      }),
    keptAside: opened.keptAside,
  };
}

/** It may have been changed in the system's own settings. */
function takeOver(loginItem: LoginItem, preferences: Preferences, logger: Logger): void {
  const stored = preferences.get();
  const startAtLogin = loginItem.isOn();
  if (stored.startAtLogin === startAtLogin) return;
  try {
    preferences.set({ ...stored, startAtLogin });
  } catch (error) {
    logger.warn("Starting at login was changed elsewhere, and that could not be noted", errorFields(error));
  }
}

function createLoginItem({ platform, appImage }: SettingsPartsOptions): LoginItem {
  if (platform !== "linux") return systemLoginItem(app);
  const executable = appImage === "" ? process.execPath : appImage;
  return autostartFile({ configDirectory: app.getPath("appData"), executable });
}
