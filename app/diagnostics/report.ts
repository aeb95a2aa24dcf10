import type { InputReport, ReachabilityReport, SenderReport } from "../contract/application.ts";
import type { DiagnosticsMessage } from "../contract/requests.ts";
import type { Link, Snapshot } from "../contract/snapshot.ts";
import { assertNever } from "../model/assert-never.ts";
import { diagnosticsTexts } from "../texts/diagnostics.ts";
import { linkText, linkTitle } from "../texts/link.ts";
import type { TrustKind } from "../network/trust.ts";
import type { PanelState } from "../linux/panel-monitor.ts";
import { reachabilityRemedies, repair, signIn } from "./remedies.ts";

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
  /** Null without an account. */
  readonly reachability: ReachabilityReport | null;
  /** By which routes requests to the account leave: `direct`, or names of proxies. */
  readonly routes: string;
  /** Whose word counts about certificates. */
  readonly caCertificates: TrustKind;
  /** How the relay is chosen. */
  readonly relayChoice: string;
  /** It was chosen from outside, and can't be chosen here. */
  readonly relayGiven: boolean;
  /** Null where the system always shows icons. */
  readonly panel: PanelState | null;
  /** How it is known that somebody uses the computer. */
  readonly input: InputReport;
  readonly secrets: "stored" | "memory-only";
  readonly settingsKeptAside: string | null;
  readonly shortcutsNotHad: readonly string[];
  readonly logDirectory: string;
  readonly formatInstant: (epochMilliseconds: number) => string;
}

const texts = diagnosticsTexts;

/**
 * The report as lines: what it is, what is known of it, whether that is as it should be (null: neither), and what a
 * press can do about it.
 */
export function diagnosticsLines(input: ReportInput): readonly DiagnosticsLine[] {
  const { versions, system, secrets, settingsKeptAside, shortcutsNotHad } = input;
  return [
    fact(texts.app, versions.app),
    fact(texts.runtime, `Electron ${versions.electron}, Chromium ${versions.chromium}, Node ${versions.node}`),
    fact(texts.system, [system.name, system.session, system.desktop].filter((part) => part !== "").join(", ")),
    accountLine(input.snapshot),
    ...(input.snapshot.account.kind === "signed-in" ? linkLines(input.snapshot.link, input.formatInstant) : []),
    fact(texts.requests, texts.routes(input.routes)),
    fact(texts.certificates, texts.authoritiesKinds[input.caCertificates]),
    ...reachabilityLines(input.reachability, input.relayChoice, input.relayGiven, input.formatInstant),
    ...panelLines(input.panel),
    inputLine(input.input, input.formatInstant),
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

function accountLine({ account, link }: Snapshot): DiagnosticsLine {
  if (account.kind === "signed-out") {
    return { ...fact(texts.account, texts.accountKinds[account.kind]), remedy: signIn };
  }
  if (account.kind === "signing-in") return fact(texts.account, texts.accountKinds[account.kind]);
  const kind = texts.accountKinds[account.demo ? "demo" : "signed-in"];
  if (link.state !== "offline") return verdict(texts.account, kind, true);
  const why = link.reason === "api-unreachable" ? texts.unanswered(kind) : texts.hindered(kind, linkTitle(link));
  return { ...verdict(texts.account, why, false), remedy: repair("account") };
}

function linkLines(link: Link, formatInstant: ReportInput["formatInstant"]): readonly DiagnosticsLine[] {
  const instant = (at: number | null): string => (at === null ? texts.never : formatInstant(at));
  const missing = link.reason === "broadcasts-missed";
  return [
    verdict(texts.link, `${linkText(link, formatInstant)} (${link.reason})`, link.state === "live"),
    fact(texts.since, formatInstant(link.since)),
    fact(texts.lastBroadcast, instant(link.lastBroadcastAt)),
    fact(texts.lastAnswer, instant(link.lastAnswerAt)),
    {
      ...verdict(texts.missed, String(link.missedBroadcasts), link.missedBroadcasts === 0),
      remedy: missing ? repair("broadcasts") : null,
    },
  ];
}

function panelLines(panel: PanelState | null): readonly DiagnosticsLine[] {
  if (panel === null) return [];
  const state = texts.trayKinds[panel];
  return [panel === "unknown" ? fact(texts.tray, state) : verdict(texts.tray, state, panel === "there")];
}

function inputLine(
  { source, state, idleSince, demoted }: InputReport,
  formatInstant: ReportInput["formatInstant"],
): DiagnosticsLine {
  const kinds = texts.inputKinds;
  const heard =
    source !== null && state === "heard"
      ? idleSince === null
        ? texts.inputUsed(kinds[source])
        : texts.inputIdleSince(kinds[source], formatInstant(idleSince))
      : null;
  const value = heard ?? texts.inputStates[state === "heard" ? "unasked" : state];
  const whole = demoted.length === 0 ? value : texts.inputDemoted(value, demoted.map((kind) => kinds[kind]).join(", "));
  if (state === "unasked") return fact(texts.input, whole);
  return verdict(texts.input, whole, state === "heard" && demoted.length === 0);
}

function reachabilityLines(
  report: ReachabilityReport | null,
  choice: string,
  given: boolean,
  formatInstant: ReportInput["formatInstant"],
): readonly DiagnosticsLine[] {
  if (report === null) return [fact(texts.relay, choice)];
  const { relay, evidence, listener, answered } = report;
  const remedies = reachabilityRemedies(report, given);
  return [
    {
      ...fact(texts.listener, listener),
      good: listener === "closed" ? null : listener === "open",
      remedy: remedies.listener,
    },
    {
      ...verdict(texts.relay, `${relay ?? texts.none} (${choice}): ${evidence.relay}`, evidence.relay === "up"),
      remedy: remedies.relay,
    },
    { ...verdict(texts.path, evidence.path, evidence.path === "verified"), remedy: remedies.path },
    { ...verdict(texts.receiver, evidence.receiver, evidence.receiver === "ready"), remedy: remedies.receiver },
    { ...senderLine(report.sender, formatInstant), remedy: remedies.sender },
    ...leftoverLines(report.leftovers),
    fact(
      texts.answered,
      answered.length === 0 ? texts.nothing : answered.map(({ reason, count }) => `${reason} ${count}`).join(", "),
    ),
  ];
}

function senderLine(sender: SenderReport, formatInstant: ReportInput["formatInstant"]): DiagnosticsLine {
  const { standing, provedAt, took, requests } = sender;
  const kinds = texts.senderKinds;
  const cost = (said: string): string => `${said} (${texts.senderRequests(requests)})`;
  switch (standing) {
    case "proved":
      return verdict(
        texts.sender,
        cost(kinds.proved(formatInstant(provedAt ?? 0), ((took ?? 0) / 1_000).toFixed(1))),
        true,
      );
    case "late":
      return verdict(texts.sender, cost(kinds.late), false);
    case "untried":
      return fact(texts.sender, kinds.untried);
    case "forbidden":
      return fact(texts.sender, kinds.forbidden);
    default:
      return assertNever(standing, "standing");
  }
}

function leftoverLines({ enabled, disabled }: ReachabilityReport["leftovers"]): readonly DiagnosticsLine[] {
  if (enabled + disabled === 0) return [];
  // One that is enabled may be another person's here.
  return [fact(texts.leftovers, texts.leftoverCounts(enabled, disabled))];
}

function fact(label: string, value: string): DiagnosticsLine {
  return { label, value, good: null, remedy: null };
}

function verdict(label: string, value: string, good: boolean): DiagnosticsLine {
  return { label, value, good, remedy: null };
}
