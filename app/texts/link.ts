import type { Link } from "../contract/snapshot.ts";
import { assertNever } from "../model/assert-never.ts";
import { hindrances, isHindrance } from "./problem-table.ts";

export const linkTexts = {
  title: { live: "Live", polling: "Checking by itself", stale: "Catching up", offline: "Offline" },
} as const;

/** The link's state alone, or what hinders it. */
export function linkTitle({ state, reason }: Pick<Link, "state" | "reason">): string {
  return isHindrance(reason) ? hindrances[reason].title : linkTexts.title[state];
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
