import path from "node:path";
import { nativeTheme } from "electron";
import type { Settings } from "../../app/contract/settings.ts";
import { errorFields } from "../../app/platform/logger.ts";
import { platform } from "../../app/platform/operating-system.ts";
import { keepFirstVersionAside } from "../../app/settings/keep-aside.ts";
import { createShortcutActions } from "../../app/requests/shortcut-actions.ts";
import { closeForeignChannels } from "../page/ipc.ts";
import { watchAbsence } from "../presence/watch-absence.ts";
import { openSettingsParts } from "../settings/settings-parts.ts";
import type { Surfaces } from "./create-surfaces.ts";

/** In milliseconds. By then the rest waits no longer for the page. */
const longestPageHeadStart = 1_000;

/**
 * Opens the settings and signs in, once a window that was asked for has its page: loading and
 * connecting would keep it waiting, and the account has answered before the page is drawn. Never rejects.
 */
export async function signIn(surfaces: Surfaces): Promise<void> {
  const { application, configuration, logger, window } = surfaces;
  if (configuration.show) window.show();
  try {
    if (configuration.show) await window.pageArrives(longestPageHeadStart);
    await openSettingsFiles(surfaces);
    surfaces.trayShown.reach();
    carryOutSettings(surfaces);
    await application.start({ demo: configuration.demo });
  } catch (error) {
    logger.error("Signing in at the start failed", errorFields(error));
  }
  // Without an account there is more to do than an icon can show.
  if (application.snapshot().account.kind === "signed-out") window.show();
}

async function openSettingsFiles(surfaces: Surfaces): Promise<void> {
  const { application, clock, configuration, control, logger, notify, panel, secretDurability, window } = surfaces;
  const { appImage, desktop, sessionBus, wayland } = configuration;
  const directory = surfaces.folders.profile;
  const { openSettings } = await import("../adapters/settings.ts");
  const opened = openSettings({ directory, name: "settings", logger });
  keepFirstVersionAside(path.join(directory, "settings.json"), opened.lenient);
  surfaces.settings.open(opened.lenient);
  // A secret that the disk refuses is kept in memory alone, and that is said.
  surfaces.secrets.open(openSettings({ directory, name: "secrets", logger }).strict);
  surfaces.installationStore.open(openSettings({ directory, name: "installation", logger }).lenient);
  closeForeignChannels();
  control.open(
    openSettingsParts({
      opened,
      platform,
      wayland,
      appImage,
      relayGiven: configuration.application.relay !== null,
      localApi: configuration.localApi,
      sessionBus,
      desktop,
      panel: () => panel.state(),
      secrets: secretDurability,
      updates: () => surfaces.updates.state(),
      input: () => application.inputReport().state,
      actions: createShortcutActions({ application, window, notify, clock, logger }),
      logger,
    }),
  );
}

/** Now, and with every change. */
function carryOutSettings(surfaces: Surfaces): void {
  const { application, configuration, control, lifecycle, logger } = surfaces;
  const { sessionBus } = configuration;
  const apply = ({ appearance, relay, updates, ...settings }: Settings): void => {
    // Setting the same again does nothing.
    if (nativeTheme.themeSource !== appearance) nativeTheme.themeSource = appearance;
    application.choosePresence(settings);
    surfaces.updates.choose(updates);
    application
      .chooseRelay(relay)
      .catch((error: unknown) => logger.error("The relay could not be changed", errorFields(error)));
  };
  apply(control.settings());
  control.onChange(({ settings }) => apply(settings));
  watchAbsence({ lifecycle, application, control, platform, sessionBus, logger });
}
