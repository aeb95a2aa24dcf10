import type { InputReport, ReachabilityReport } from "../../../app/contract/application.ts";
import type { ReportInput } from "../../../app/diagnostics/report.ts";
import { busy, wallNow } from "../tray/snapshots.ts";

/** Every link between the account and this computer holds. */
export const reachable: ReachabilityReport = {
  relay: "srv.us",
  evidence: { relay: "up", path: "verified", receiver: "ready" },
  sender: { standing: "proved", isAsked: false, provedAt: wallNow, took: 1_340, requests: 2 },
  listener: "open",
  leftovers: { enabled: 0, disabled: 0 },
  answered: [
    { reason: "accepted", count: 3 },
    { reason: "wrong-path", count: 12 },
  ],
};

/** Nothing depends on who uses the computer. */
export const unaskedInput: InputReport = { source: null, state: "unasked", idleSince: null, demoted: [] };

/** What a diagnostics report is made of; without changes, all is as it should be. */
export function reportInput(changes: Partial<ReportInput> = {}): ReportInput {
  return {
    versions: { app: "0.1.0", electron: "45.4.1", chromium: "150.0", node: "24.1.0" },
    system: { name: "Linux 6.8", session: "X11", desktop: "XFCE" },
    snapshot: busy,
    reachability: reachable,
    routes: "direct",
    caCertificates: "built-in",
    relayChoice: "automatic",
    relayGiven: false,
    panel: "there",
    input: unaskedInput,
    secrets: "stored",
    settingsKeptAside: null,
    shortcutsNotHad: [],
    logDirectory: "/home/anna/.config/tallylight/logs",
    formatInstant: (at) => new Date(at).toISOString().slice(11, 16),
    ...changes,
  };
}
