import { app, globalShortcut } from "electron";
import type { InputReport } from "../../app/contract/application.ts";
import type { LocalApiMode, ShortcutName } from "../../app/contract/setting-fields.ts";
import type { Capabilities } from "../../app/contract/settings.ts";
import type { Logger } from "../../app/platform/ports.ts";
import type { OpenedSettings } from "../adapters/settings.ts";
import type { PanelState } from "../../app/linux/panel-monitor.ts";
import { capabilitiesOf } from "../../app/settings/capabilities.ts";
import { openPreferences } from "../../app/settings/preferences.ts";
import type { SettingsParts } from "../../app/settings/settings-control.ts";
import { createShortcuts } from "../../app/settings/shortcuts.ts";
import { adoptLoginItem, autostartFile, type LoginItem, systemLoginItem } from "../../app/settings/start-at-login.ts";

export interface SettingsPartsOptions {
  readonly opened: OpenedSettings;
  readonly platform: Capabilities["platform"];
  readonly wayland: boolean;
  /** The AppImage that this runs from; empty elsewhere. */
  readonly appImage: string;
  readonly relayGiven: boolean;
  /** What other programs may do, where that was given from outside. */
  readonly localApi: LocalApiMode | null;
  readonly sessionBus: string;
  readonly desktop: string;
  readonly panel: () => PanelState;
  readonly secrets: () => Capabilities["secrets"];
  readonly input: () => InputReport["state"];
  readonly actions: Readonly<Record<ShortcutName, () => void>>;
  readonly logger: Logger;
}

/** Settings with Electron behind them; shortcuts work from now on. */
export function openSettingsParts(options: SettingsPartsOptions): SettingsParts {
  const { opened, platform, wayland, relayGiven, localApi, sessionBus, desktop, actions, logger } = options;
  const packaged = app.isPackaged;
  const preferences = openPreferences(opened);

  const shortcuts = createShortcuts({ registry: globalShortcut, platform: process.platform, actions, logger });
  if (!wayland) shortcuts.begin(preferences.get().shortcuts);

  const loginItem = createLoginItem(options);
  if (packaged) adoptLoginItem(loginItem, preferences, logger);

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
        programsGiven: localApi !== null,
        sessionBus,
        desktop,
        panel: options.panel(),
        secrets: options.secrets(),
        input: options.input(),
      }),
    given: localApi === null ? {} : { localApi },
    keptAside: opened.keptAside,
  };
}

function createLoginItem({ platform, appImage }: SettingsPartsOptions): LoginItem {
  if (platform !== "linux") return systemLoginItem(app);
  const executable = appImage === "" ? process.execPath : appImage;
  return autostartFile({ configDirectory: app.getPath("appData"), executable });
}
