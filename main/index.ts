/** The Electron shell: what exists, and in which order it comes to life. */
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { app, dialog, Menu, safeStorage } from "electron";
import { createApplication } from "../app/application/application.ts";
import { createConnect } from "../app/network/connect.ts";
import { createProxies } from "../app/network/proxies.ts";
import { describeRoutes } from "../app/network/route.ts";
import { createTrust } from "../app/network/trust.ts";
import type { SecretDurability } from "../app/platform/ports.ts";
import { systemBootedAt, systemClock as clock, systemRandom as random } from "../app/platform/system.ts";
import { applicationMenu } from "./window/application-menu.ts";
import { createEncryption } from "../app/settings/encryption.ts";
import { createFetch } from "../app/network/fetch.ts";
import { openLogFile } from "../app/platform/log-file.ts";
import { createLogger, errorFields } from "../app/platform/logger.ts";
import { createRedaction } from "../app/platform/redaction.ts";
import { createSecretStore } from "../app/settings/secret-store.ts";
import { createSystemCaCertificates } from "../app/network/system-ca-certificates.ts";
import { askSystemForProxy } from "./adapters/system-proxy.ts";
import { askSystemCaStore } from "./adapters/ca-process.ts";
import { writeLine } from "../app/platform/standard-output.ts";
import { readConfiguration, restoreDesktop, type StartConfiguration } from "./config.ts";
import { startDemo } from "../app/demo/start-demo.ts";
import { createDiagnostics } from "../app/diagnostics/diagnostics.ts";
import { closeForeignChannels } from "./page/ipc.ts";
import { createDeferredStore } from "../app/settings/deferred-store.ts";
import { createInstantFormat } from "../app/model/instant-format.ts";
import { createDeferred } from "../app/platform/deferred.ts";
import { createDesktopNotifications } from "./adapters/desktop-notifications.ts";
import { showNotifications } from "../app/notifications/show-notifications.ts";
import { connectPage } from "./page/connect-page.ts";
import { applicationId, platform } from "../app/platform/operating-system.ts";
import { watchAbsence } from "./presence/watch-absence.ts";
import { watchNetwork, watchPower } from "./presence/power.ts";
import { quitCleanly } from "./lifecycle/quit.ts";
import { rendererPage } from "../app/page/renderer-files.ts";
import { pageOrigin, restrictPages, restrictProcesses } from "./page/security.ts";
import { applySettings } from "./settings/apply-settings.ts";
import { createSettingsControl } from "../app/settings/settings-control.ts";
import { openSettingsParts } from "./settings/settings-parts.ts";
import { createShortcutActions } from "../app/requests/shortcut-actions.ts";
import { showQuestions } from "../app/notifications/show-questions.ts";
import { createSecondInstance } from "../app/lifecycle/second-instance.ts";
import { createPanelMonitor, panelPatience } from "../app/linux/panel-monitor.ts";
import { watchPanel } from "../app/linux/watch-panel.ts";
import { showTray } from "./tray/show-tray.ts";
import { createFatalDialog } from "../app/lifecycle/fatal-dialog.ts";
import { createCrashHandler } from "../app/lifecycle/crash-handler.ts";
import { createPopupWindow } from "./window/popup-window.ts";
import { createWindowPositions } from "./window/window-positions.ts";

/** In milliseconds. A desktop takes an icon in by several questions, which it asks through our event loop. */
const trayHeadStart = 100;
/** In milliseconds. By then whoever waits for the page is not held up by us. */
const longestPageHeadStart = 1_000;

const read = readConfiguration(app.isPackaged);
if (read.kind === "invalid") {
  process.stderr.write(`${read.sentence}\n`);
  app.exit(2);
} else if (!app.requestSingleInstanceLock()) {
  writeLine("Tallylight is running already; it was asked to show its window.");
  app.exit(0);
} else {
  prepare(read.configuration);
}

/** What has to happen before Electron is ready. */
function prepare(configuration: StartConfiguration): void {
  restrictProcesses();
  const redaction = createRedaction();
  if (configuration.application.token !== null) redaction.register(configuration.application.token);
  const logFile = path.join(app.getPath("logs"), "tallylight.log");
  const logger = createLogger({
    sinks: [writeLine, openLogFile(logFile)],
    redact: (text) => redaction.redact(text),
    wallNow: () => clock.wallNow(),
    level: "info",
  });
  const tellFailure = createFatalDialog({
    packaged: app.isPackaged,
    showErrorBox: (title, content) => dialog.showErrorBox(title, content),
    logFile,
    logger,
  });
  let quitting = false;
  app.once("before-quit", () => (quitting = true));
  const isQuitting = (): boolean => quitting;
  const relaunch = (): void => {
    restoreDesktop(configuration);
    app.relaunch(configuration.appImage === "" ? {} : { execPath: configuration.appImage });
  };
  const unexpected = createCrashHandler({
    logger,
    upMilliseconds: () => performance.now(),
    isQuitting,
    tell: () => tellFailure("ended"),
    relaunch,
    quit: () => app.quit(),
  });
  process.on("uncaughtException", unexpected);
  process.on("unhandledRejection", (error) => {
    logger.error("A failure went unnoticed by whoever caused it", errorFields(error));
  });
  app.dock?.hide();
  if (platform === "win32") app.setAppUserModelId(applicationId);
  app
    .whenReady()
    .then(() => open(configuration, { redaction, logger, isQuitting, relaunch }))
    .catch((error: unknown) => {
      logger.error("Tallylight could not start", errorFields(error));
      tellFailure("not-started");
      app.exit(1);
    });
}

interface Prepared {
  readonly redaction: ReturnType<typeof createRedaction>;
  readonly logger: ReturnType<typeof createLogger>;
  readonly isQuitting: () => boolean;
  readonly relaunch: () => void;
}

/** Electron is ready: the tray icon first, then everything that may take its time. */
function open(configuration: StartConfiguration, { redaction, logger, isQuitting, relaunch }: Prepared): void {
  const { developmentUrl, desktop } = configuration;
  const relayGiven = configuration.application.relay !== null;
  const version = app.getVersion();
  logger.info("Tallylight starts", { version, electron: process.versions.electron, node: process.versions.node });

  const directory = app.getPath("userData");
  const built = path.join(app.getAppPath(), "out");
  const trayShown = createDeferred();
  const settings = createDeferredStore();
  const secrets = createDeferredStore();
  const encryption = createEncryption(safeStorage, process.platform);
  let lastDurability: SecretDurability | null = null;
  const control = createSettingsControl(logger);
  const proxies = createProxies({ ask: askSystemForProxy, clock, logger });
  const trust = createTrust({
    readSystem: createSystemCaCertificates({
      platform,
      givenFile: configuration.authoritiesFile,
      askStore: () => askSystemCaStore(path.join(built, "main", "ca-certificates-process.cjs")),
    }),
    logger,
  });
  const application = createApplication({
    clock,
    random,
    logger,
    fetch: createFetch({ proxies, clock, trust }),
    connect: createConnect({ proxies, clock, trust }),
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
    version,
    bootedAt: systemBootedAt,
    configuration: configuration.application,
    startDemo,
  });

  const window = createPopupWindow({
    prepare: () => {
      restrictPages({ directory: path.join(built, "renderer"), developmentUrl });
      const menu = applicationMenu(process.platform, developmentUrl !== null);
      Menu.setApplicationMenu(Menu.buildFromTemplate(menu));
    },
    page: developmentUrl ?? rendererPage,
    preload: path.join(built, "preload", "preload.cjs"),
    places: createWindowPositions({ store: settings, trayBounds: () => tray.bounds(), wayland: configuration.wayland }),
    hiddenIsLost: () => panel.state() === "none",
    onVisibilityChange: (visible) => {
      tray.render();
      application.setWindowOpen(visible);
    },
    logger,
  });
  const panel = createPanelMonitor({
    clock,
    patienceMilliseconds: panelPatience(configuration.atLogin),
    isWindowAway: () => window.isAway(),
    showWindow: () => window.show(),
    onChange: () => control.announce(),
  });
  const tray = showTray({ application, window, control, diagnostics: () => diagnostics, clock, logger, desktop });
  const diagnostics = createDiagnostics({
    application,
    control,
    clock,
    wayland: configuration.wayland,
    desktop,
    panel: () => panel.state(),
    relayGiven,
    ways: async () => describeRoutes(await proxies.routesTo(new URL(configuration.application.apiUrl).origin)),
    trust,
    redact: (text) => redaction.redact(text),
    logger,
  });
  connectPage({
    application,
    control,
    diagnostics,
    window,
    clock,
    origin: pageOrigin(developmentUrl),
    onToken: (token) => redaction.register(token),
  });
  const notify = createDesktopNotifications(() => window.show());
  const formatInstant = createInstantFormat(app.getSystemLocale());
  const endNotices = showNotifications({
    application,
    control,
    store: settings,
    window,
    clock,
    show: notify,
    formatInstant,
  });
  const endQuestions = showQuestions(application, window);
  watchPower(application);
  watchNetwork(application, clock);
  quitCleanly((budgetMilliseconds, ended) => {
    // Out of sight at once, and where it stood is remembered.
    window.withdraw();
    endNotices();
    endQuestions();
    tray.stop();
    return application.stop(budgetMilliseconds, ended);
  });
  app.on("second-instance", createSecondInstance({ isQuitting, relaunch, show: () => window.show() }));
  app.on("activate", () => window.show());

  if (configuration.show) window.show();
  /**
   * Signs in, once the icon stands and a window that was asked for has its page: loading and connecting would keep both
   * waiting, and the account has answered before the page is drawn.
   */
  async function start(): Promise<void> {
    await (configuration.show ? window.pageArrives(longestPageHeadStart) : sleep(trayHeadStart));
    const { openSettings } = await import("./adapters/settings.ts");
    const opened = openSettings({ directory, name: "settings", logger });
    settings.open(opened.lenient);
    // A secret that the disk refuses is kept in memory alone, and that is said.
    secrets.open(openSettings({ directory, name: "secrets", logger }).strict);
    control.open(
      openSettingsParts({
        opened,
        platform,
        wayland: configuration.wayland,
        appImage: configuration.appImage,
        relayGiven,
        sessionBus: configuration.sessionBus,
        desktop,
        panel: () => panel.state(),
        secrets: () => lastDurability ?? (encryption.likely() ? "stored" : "memory-only"),
        actions: createShortcutActions({ application, window, notify, clock, logger }),
        logger,
      }),
    );
    closeForeignChannels();
    trayShown.reach();
    applySettings({ application, control, logger });
    if (platform === "linux") {
      watchPanel({
        busAddress: configuration.sessionBus,
        x11Display: configuration.x11Display,
        onState: (state) => panel.heard(state),
        renew: () => tray.renew(),
        logger,
      });
    }
    watchAbsence({ application, control, platform, sessionBus: configuration.sessionBus, logger });
    await application.start({ demo: configuration.demo });
  }
  start()
    .catch((error: unknown) => logger.error("Signing in at the start failed", errorFields(error)))
    .finally(() => {
      // Somebody who has not signed in yet needs more than an icon.
      if (application.snapshot().account.kind === "signed-out") window.show();
    });
}
