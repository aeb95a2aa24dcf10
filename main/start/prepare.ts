import path from "node:path";
import { app, dialog, Menu } from "electron";
import { createCrashHandler } from "../../app/lifecycle/crash-handler.ts";
import { createFatalDialog, type FatalDialog } from "../../app/lifecycle/fatal-dialog.ts";
import type { Lifecycle } from "../../app/lifecycle/lifecycle.ts";
import { createSecondInstance, type SecondInstance } from "../../app/lifecycle/second-instance.ts";
import { openLogFile } from "../../app/platform/log-file.ts";
import { createLogger, errorFields } from "../../app/platform/logger.ts";
import { applicationId, platform } from "../../app/platform/operating-system.ts";
import type { Logger } from "../../app/platform/ports.ts";
import { createRedaction, type Redaction } from "../../app/platform/redaction.ts";
import { writeLine } from "../../app/platform/standard-output.ts";
import { systemClock } from "../../app/platform/system.ts";
import type { StartConfiguration } from "../config.ts";
import { createElectronLifecycle } from "../lifecycle/electron-lifecycle.ts";
import { type ProfileFolders, profileFolders } from "../lifecycle/profile-folders.ts";
import { restrictProcesses } from "../page/security.ts";

export interface Prepared {
  readonly configuration: StartConfiguration;
  readonly folders: ProfileFolders;
  readonly logger: Logger;
  readonly redaction: Redaction;
  readonly lifecycle: Lifecycle;
  readonly secondInstance: SecondInstance;
  readonly showFailure: FatalDialog;
  /** Says that the app could not start, and ends it. */
  readonly failStart: (error: unknown) => void;
}

/** What has to happen before Electron is ready: nothing here may wait. */
export function prepare(configuration: StartConfiguration): Prepared {
  restrictProcesses();
  // Electron would make its default menu, which no window of ours has; ours comes with the first window.
  Menu.setApplicationMenu(null);
  const redaction = createRedaction();
  if (configuration.application.token !== null) redaction.register(configuration.application.token);
  const folders = profileFolders();
  const logFile = path.join(folders.logs, "tallylight.log");
  const logger = createLogger({
    sinks: [writeLine, openLogFile(logFile)],
    redact: (text) => redaction.redact(text),
    wallNow: () => systemClock.wallNow(),
    level: "info",
  });
  const showFailure = createFatalDialog({
    packaged: app.isPackaged,
    showErrorBox: (title, content) => dialog.showErrorBox(title, content),
    logFile,
    logger,
  });
  const lifecycle = createElectronLifecycle({ configuration, logger });
  const onCrash = createCrashHandler({
    lifecycle,
    logger,
    upMilliseconds: () => process.uptime() * 1000,
    showFailure: () => showFailure("ended"),
  });
  process.on("uncaughtException", onCrash);
  process.on("unhandledRejection", (error) => logger.error("A rejection was not handled", errorFields(error)));
  app.dock?.hide();
  if (platform === "win32") app.setAppUserModelId(applicationId);
  return {
    configuration,
    folders,
    logger,
    redaction,
    lifecycle,
    secondInstance: createSecondInstance({ lifecycle }),
    showFailure,
    failStart(error) {
      logger.error("Tallylight could not start", errorFields(error));
      showFailure("not-started");
      app.exit(1);
    },
  };
}
