import { release, type as systemType } from "node:os";
import type { Application } from "../contract/application.ts";
import type { HelpPage } from "../contract/requests.ts";
import type { Capabilities } from "../contract/settings.ts";
import { nativeText } from "../model/native-text.ts";
import type { Trust } from "../network/trust.ts";
import type { Clock, Logger } from "../platform/ports.ts";
import type { SettingsControl } from "../settings/settings-control.ts";
import type { PanelState } from "../linux/panel-monitor.ts";
import { type DiagnosticsLine, diagnosticsLines, type ReportInput, reportText } from "./report.ts";

export interface Diagnostics {
  lines(): Promise<readonly DiagnosticsLine[]>;
  copy(): Promise<void>;
  openLogs(): Promise<void>;
  openHelp(page: HelpPage): Promise<void>;
}

/** What of the desktop is used. */
export interface DesktopPort {
  copyText(text: string): void | Promise<void>;
  /** Resolves to what went wrong; empty if nothing did. */
  openFolder(folder: string): Promise<string>;
  /** Opens a page of the web in the person's browser. */
  openPage(url: string): Promise<void>;
}

export interface DiagnosticsOptions {
  readonly application: Pick<Application, "snapshot" | "reachability" | "inputReport">;
  readonly control: Pick<SettingsControl, "message">;
  readonly desktopPort: DesktopPort;
  readonly versions: ReportInput["versions"];
  readonly logDirectory: string;
  readonly formatInstant: (epochMilliseconds: number, now: number) => string;
  readonly clock: Clock;
  readonly wayland: boolean;
  readonly desktop: string;
  /** Whether there is a panel that shows the icon, on Linux. */
  readonly panel: () => PanelState;
  readonly relayGiven: boolean;
  /** By which routes requests to the account leave. */
  readonly routes: () => Promise<string>;
  /** Which CA certificates count. */
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
  const { application, control, desktopPort, versions, logDirectory, formatInstant, clock, redact, logger } = options;

  async function lines(): Promise<readonly DiagnosticsLine[]> {
    const { settings, capabilities, keptAside, shortcutsNotHad } = await control.message();
    const now = clock.wallNow();
    const report = diagnosticsLines({
      versions,
      system: {
        name: `${systemType()} ${release()}`,
        session: session(capabilities, options),
        desktop: options.desktop,
      },
      snapshot: application.snapshot(),
      reachability: application.reachability(),
      routes: await options.routes(),
      caCertificates: options.trust.kind,
      relayChoice: options.relayGiven ? "given from outside" : settings.relay,
      relayGiven: options.relayGiven,
      panel: capabilities.platform === "linux" ? options.panel() : null,
      input: application.inputReport(),
      secrets: capabilities.secrets,
      settingsKeptAside: keptAside,
      shortcutsNotHad,
      logDirectory,
      formatInstant: (at) => formatInstant(at, now),
    });
    return report.map(({ label, value, good, remedy }) => ({ label, value: redact(value), good, remedy }));
  }

  return {
    lines,
    async copy() {
      await desktopPort.copyText(nativeText(reportText(await lines())));
    },
    async openLogs() {
      const failure = await desktopPort.openFolder(logDirectory);
      if (failure !== "") logger.warn("The folder of logs could not be opened", { failure });
    },
    async openHelp(page) {
      await desktopPort.openPage(helpPages[page]);
    },
  };
}

function session({ platform }: Capabilities, { wayland }: DiagnosticsOptions): string {
  if (platform !== "linux") return "";
  return wayland ? "Wayland" : "X11";
}
