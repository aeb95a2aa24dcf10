import type { ReachabilityReport } from "../../app/contract/application.ts";
import type { DiagnosticsMessage } from "../../app/contract/ipc.ts";
import type { Link, Snapshot } from "../../app/contract/snapshot.ts";
import { linkText, strings } from "../../app/contract/strings.ts";

export type DiagnosticsLine = DiagnosticsMessage["lines"][number];

/** Everything that a report is made of. None of it is a secret, an address or a name of a client. */
export interface ReportInput {
  readonly versions: {
    readonly app: string;
    readonly electron: string;
    readonly chromium: string;
    readonly node: string;
  };
  readonly system: { readonly name: string; readonly session: string; readonly desktop: string };
  readonly snapshot: Snapshot;
  /** Null while nobody is signed in. */
  readonly reachability: ReachabilityReport | null;
  /** How the relay is chosen. */
  readonly relayChoice: string;
  readonly secrets: "stored" | "memory-only";
  readonly settingsKeptAside: string | null;
  readonly shortcutsNotHad: readonly string[];
  readonly logDirectory: string;
  readonly formatInstant: (epochMilliseconds: number) => string;
}

const texts = strings.diagnostics;

/** The report as lines: what it is, what is known of it, and whether that is as it should be (null: neither). */
export function diagnosticsLines(input: ReportInput): readonly DiagnosticsLine[] {
  const { versions, system, secrets, settingsKeptAside, shortcutsNotHad } = input;
  return [
    fact(texts.app, versions.app),
    fact(texts.runtime, `Electron ${versions.electron}, Chromium ${versions.chromium}, Node ${versions.node}`),
    fact(texts.system, [system.name, system.session, system.desktop].filter((part) => part !== "").join(", ")),
    fact(texts.account, texts.accountKinds[accountKind(input.snapshot)]),
    ...(input.snapshot.account.kind === "signed-in" ? linkLines(input.snapshot.link, input.formatInstant) : []),
    ...reachabilityLines(input.reachability, input.relayChoice),
    verdict(texts.secrets, texts.secretsKinds[secrets], secrets === "stored"),
    settingsKeptAside === null
      ? verdict(texts.settings, texts.settingsRead, true)
      : verdict(texts.settings, texts.settingsKeptAside(settingsKeptAside), false),
    ...(shortcutsNotHad.length === 0 ? [] : [verdict(texts.shortcutsNotHad, shortcutsNotHad.join(", "), false)]),
    fact(texts.logs, input.logDirectory),
  ];
}

export function reportText(lines: readonly DiagnosticsLine[]): string {
  return lines.map(({ label, value }) => `${label}: ${value}`).join("\n");
}

function accountKind(snapshot: Snapshot): keyof typeof texts.accountKinds {
  if (snapshot.account.kind !== "signed-in") return snapshot.account.kind;
  return snapshot.account.demo ? "demo" : "signed-in";
}

function linkLines(link: Link, formatInstant: ReportInput["formatInstant"]): readonly DiagnosticsLine[] {
  const instant = (at: number | null): string => (at === null ? texts.never : formatInstant(at));
  return [
    verdict(texts.link, `${linkText(link, formatInstant)} (${link.reason})`, link.state === "live"),
    fact(texts.since, formatInstant(link.since)),
    fact(texts.lastBroadcast, instant(link.lastBroadcastAt)),
    fact(texts.lastAnswer, instant(link.lastAnswerAt)),
    verdict(texts.missed, String(link.missedBroadcasts), link.missedBroadcasts === 0),
  ];
}

function reachabilityLines(report: ReachabilityReport | null, choice: string): readonly DiagnosticsLine[] {
  if (report === null) return [fact(texts.relay, choice)];
  const { relay, evidence, answered } = report;
  return [
    verdict(texts.relay, `${relay ?? texts.none} (${choice}): ${evidence.relay}`, evidence.relay === "up"),
    verdict(texts.path, evidence.path, evidence.path === "verified"),
    verdict(texts.receiver, evidence.receiver, evidence.receiver === "ready"),
    fact(
      texts.answered,
      answered.length === 0 ? texts.nothing : answered.map(({ reason, count }) => `${reason} ${count}`).join(", "),
    ),
  ];
}

function fact(label: string, value: string): DiagnosticsLine {
  return { label, value, good: null };
}

function verdict(label: string, value: string, good: boolean): DiagnosticsLine {
  return { label, value, good };
}
