import type { Link } from "../contract/snapshot.ts";
import { assertNever } from "../model/assert-never.ts";

/** Titles of the link's states, and of the reasons that have a title of their own. */
export const linkTexts = {
  title: { live: "Live", polling: "Checking by itself", stale: "Catching up", offline: "Offline" },
  stoppedByProxy: "Stopped by a proxy",
  notTrusted: "Connection not trusted",
  accountLocked: "Account locked",
  accountRefuses: "Refused by the account",
  accountFails: "Server problem",
  answerUnreadable: "Answer not readable",
  ledElsewhere: "Led elsewhere",
  tokenRejected: "Token not accepted",
} as const;

/** The link's state alone. */
export function linkTitle({ state, reason }: Pick<Link, "state" | "reason">): string {
  switch (reason) {
    case "proxy-wants-credentials":
      return linkTexts.stoppedByProxy;
    case "certificate-unknown-issuer":
    case "certificate-out-of-date":
    case "certificate-wrong-name":
    case "certificate-not-accepted":
      return linkTexts.notTrusted;
    case "account-locked":
      return linkTexts.accountLocked;
    case "account-refuses":
      return linkTexts.accountRefuses;
    case "account-fails":
      return linkTexts.accountFails;
    case "answer-unreadable":
      return linkTexts.answerUnreadable;
    case "led-elsewhere":
      return linkTexts.ledElsewhere;
    case "token-rejected":
      return linkTexts.tokenRejected;
    case "starting":
    case "verified":
    case "no-relay":
    case "relay-down":
    case "relay-untrusted":
    case "path-unproved":
    case "path-unverified":
    case "path-intercepted":
    case "broadcasts-missed":
    case "sender-late":
    case "broadcasts-forbidden":
    case "receiver-failed":
    case "api-unreachable":
    case "woken":
      return linkTexts.title[state];
    default:
      return assertNever(reason, "link reason");
  }
}

/** The link in a few words; `time` formats an instant for the reader's locale. */
export function linkText(link: Link, time: (epochMilliseconds: number) => string): string {
  switch (link.state) {
    case "live":
      return liveText(link, time);
    case "polling":
      return link.pollSeconds === null ? "Checking by itself" : `Checking every ${link.pollSeconds} s`;
    case "stale":
      return link.lastAnswerAt === null ? "Connecting…" : `Checking, last answer ${time(link.lastAnswerAt)}`;
    case "offline":
      return `${linkTitle(link)} since ${time(link.since)}`;
    default:
      return assertNever(link.state, "link state");
  }
}

/** What Noko sent last is the newest proof that it reaches this computer. */
function liveText({ lastBroadcastAt, provedAt }: Link, time: (epochMilliseconds: number) => string): string {
  const changedAt = lastBroadcastAt ?? 0;
  if (changedAt > (provedAt ?? 0)) return `Live, last change ${time(changedAt)}`;
  return provedAt === null ? "Live" : `Live, proved by Noko ${time(provedAt)}`;
}

function briefProof({ lastBroadcastAt, provedAt }: Link, time: (epochMilliseconds: number) => string): string | null {
  const newest = Math.max(lastBroadcastAt ?? 0, provedAt ?? 0);
  return newest === 0 ? null : `· ${time(newest)}`;
}

export interface BriefLink {
  readonly state: string;
  /** What follows it where there is room; null for nothing. */
  readonly detail: string | null;
}

/** The same where there is little room. */
export function briefLink(link: Link, time: (epochMilliseconds: number) => string): BriefLink {
  switch (link.state) {
    case "live":
      return { state: "Live", detail: briefProof(link, time) };
    case "stale":
      return { state: link.lastAnswerAt === null ? "Connecting…" : "Checking…", detail: null };
    case "offline":
      return { state: linkTitle(link), detail: `since ${time(link.since)}` };
    case "polling":
      return { state: linkText(link, time), detail: null };
    default:
      return assertNever(link.state, "link state");
  }
}
