import { clipboard, safeStorage, shell } from "electron";
import { desktopIdleSources } from "../../app/linux/desktop-idle-sources.ts";
import { createInputWatch } from "../presence/input-watch.ts";
import { createApplication, type StartableApplication } from "../../app/application/application.ts";
import type { Capabilities } from "../../app/contract/settings.ts";
import { startDemo } from "../../app/demo/start-demo.ts";
import { createDiagnostics, type Diagnostics } from "../../app/diagnostics/diagnostics.ts";
import { createPanelMonitor, type PanelMonitor, panelPatience } from "../../app/linux/panel-monitor.ts";
import { describeRoutes } from "../../app/network/route.ts";
import { createDeferred, type Deferred } from "../../app/platform/deferred.ts";
import { systemMachineId } from "../../app/platform/machine-id.ts";
import type { SecretDurability } from "../../app/platform/ports.ts";
import { systemBootedAt, systemRandom as random } from "../../app/platform/system.ts";
import { createDeferredStore, type DeferredStore } from "../../app/settings/deferred-store.ts";
import { createEncryption } from "../../app/settings/encryption.ts";
import { createSecretStore } from "../../app/settings/secret-store.ts";
import { createSettingsControl, type LateSettingsControl } from "../../app/settings/settings-control.ts";
import type { Platform } from "./open-platform.ts";

export interface Product extends Platform {
  readonly application: StartableApplication;
  readonly control: LateSettingsControl;
  readonly panel: PanelMonitor;
  readonly diagnostics: Diagnostics;
  /** Whether secrets survive a restart, as far as that is known without asking the desktop for a password. */
  readonly secretDurability: () => Capabilities["secrets"];
  /** Their files are opened later. */
  readonly settings: DeferredStore;
  readonly secrets: DeferredStore;
  readonly installationStore: DeferredStore;
  /** To be reached once the desktop has taken the icon in. */
  readonly trayShown: Deferred;
}

/** The product, which shows nothing yet and has not signed in. */
export function createProduct(platform: Platform): Product {
  const { configuration, clock, version, fetch, connect, proxies, trust, redaction, formatInstant, logger } = platform;
  const settings = createDeferredStore();
  const secrets = createDeferredStore();
  const installationStore = createDeferredStore();
  const trayShown = createDeferred();
  const control = createSettingsControl(logger);
  const encryption = createEncryption(safeStorage, process.platform);
  let lastDurability: SecretDurability | null = null;
  const application = createApplication({
    clock,
    random,
    logger,
    fetch,
    connect,
    onWake: () => proxies.forget(),
    settings,
    secrets: createSecretStore({
      encryption,
      store: secrets,
      trayShown: trayShown.reached,
      onSecret: (secret) => redaction.register(secret),
      onDurability: (durability) => {
        lastDurability = durability;
        control.announce();
      },
      logger,
    }),
    installationStore,
    machineId: systemMachineId(configuration.application.programEnvironment["SystemRoot"] ?? String.raw`C:\Windows`),
    version,
    bootedAt: systemBootedAt,
    secondsSinceInput: createInputWatch({ wayland: configuration.wayland }),
    idleSources: () => desktopIdleSources(configuration, logger),
    onInputChange: () => control.announce(),
    configuration: configuration.application,
    startDemo,
  });
  const panel = createPanelMonitor({ clock, patienceMilliseconds: panelPatience(configuration.atLogin) });
  panel.onChange(() => control.announce());
  const { electron, chrome: chromium, node } = process.versions;
  const diagnostics = createDiagnostics({
    application,
    control,
    desktopPort: {
      copyText: (text) => clipboard.writeText(text),
      openFolder: (folder) => shell.openPath(folder),
      openPage: (url) => shell.openExternal(url),
    },
    versions: { app: version, electron, chromium, node },
    logDirectory: platform.folders.logs,
    formatInstant,
    clock,
    wayland: configuration.wayland,
    desktop: configuration.desktop,
    panel: () => panel.state(),
    relayGiven: configuration.application.relay !== null,
    routes: async () => describeRoutes(await proxies.routesTo(new URL(configuration.application.apiUrl).origin)),
    trust,
    redact: (text) => redaction.redact(text),
    logger,
  });
  return {
    ...platform,
    application,
    control,
    panel,
    diagnostics,
    secretDurability: () => lastDurability ?? (encryption.likely() ? "stored" : "memory-only"),
    settings,
    secrets,
    installationStore,
    trayShown,
  };
}
