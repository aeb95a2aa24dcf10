import { release, type as systemType } from "node:os";
import { app, clipboard, shell } from "electron";
import type { Application } from "../contract/application.ts";
import type { HelpPage } from "../contract/requests.ts";
import type { Capabilities } from "../contract/settings.ts";
import type { Trust } from "../network/trust.ts";
import type { Clock, Logger } from "../platform/ports.ts";
import { createInstantFormat } from "../model/instant-format.ts";
import type { SettingsControl } from "../settings/settings-control.ts";
import type { PanelState } from "../linux/panel-monitor.ts";
import { type DiagnosticsLine, diagnosticsLines, reportText } from "./report.ts";

export interface Diagnostics {
  lines(): Promise<readonly DiagnosticsLine[]>;
  copy(): Promise<void>;
  openLogs(): Promise<void>;
  openHelp(page: HelpPage): Promise<void>;
}

export interface DiagnosticsOptions {
  readonly application: Application;
  readonly control: SettingsControl;
  readonly clock: Clock;
  readonly wayland: boolean;
  readonly desktop: string;
  /** Whether there is a panel that shows the icon, on Linux. */
  readonly panel: () => PanelState;
  readonly relayGiven: boolean;
  /** By which ways requests to the account leave. */
  readonly ways: () => Promise<string>;
  /** Whose word counts about certificates. */
  readonly trust: Pick<Trust, "kind">;
  /** Takes out what must not leave this computer, should any ever get into a report. */
  readonly redact: (text: string) => string;
  readonly logger: Logger;
}

/** The only pages of the web that the app ever opens. */
const helpPages: Readonly<Record<HelpPage, string>> = {
  "noko-tokens": "https://developer.nokotime.com/v2/authentication/",
};

export function createDiagnostics(options: DiagnosticsOptions): Diagnostics {
  const { application, control, clock, redact, logger } = options;
  const formatInstant = createInstantFormat(app.getSystemLocale());

  async function lines(): Promise<readonly DiagnosticsLine[]> {
    const { settings, capabilities, keptAside, shortcutsNotHad } = await control.message();
    const now = clock.wallNow();
    const report = diagnosticsLines({
      versions: {
        app: app.getVersion(),
        electron: process.versions.electron,
        chromium: process.versions.chrome,
        node: process.versions.node,
      },
      system: {
        name: `${systemType()} ${release()}`,
        session: session(capabilities, options),
        desktop: options.desktop,
      },
      snapshot: application.snapshot(),
      reachability: application.reachability(),
      ways: await options.ways(),
      authorities: options.trust.kind,
      relayChoice: options.relayGiven ? "given from outside" : settings.relay,
      relayGiven: options.relayGiven,
      panel: capabilities.platform === "linux" ? options.panel() : null,
      secrets: capabilities.secrets,
      settingsKeptAside: keptAside,
      shortcutsNotHad,
      logDirectory: app.getPath("logs"),
      formatInstant: (at) => formatInstant(at, now),
    });
    return report.map(({ label, value, good, remedy }) => ({ label, value: redact(value), good, remedy }));
  }

  return {
    lines,
    async copy() {
      await clipboard.writeText(reportText(await lines()));
    },
    async openLogs() {
      const failure = await shell.openPath(app.getPath("logs"));
      if (failure !== "") logger.warn("The folder of logs could not be opened", { failure });
    },
    async openHelp(page) {
      await shell.openExternal(helpPages[page]);
    },
  };
}

function session({ platform }: Capabilities, { wayland }: DiagnosticsOptions): string {
  if (platform !== "linux") return "";
  return wayland ? "Wayland" : "X11";
}
