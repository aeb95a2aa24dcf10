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
      return link.lastBroadcastAt === null ? "Live" : `Live, last change ${time(link.lastBroadcastAt)}`;
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

export interface BriefLink {
  readonly state: string;
  /** What follows it where there is room; null for nothing. */
  readonly detail: string | null;
}

/** The same where there is little room. */
export function briefLink(link: Link, time: (epochMilliseconds: number) => string): BriefLink {
  switch (link.state) {
    case "live":
      return { state: "Live", detail: link.lastBroadcastAt === null ? null : `· ${time(link.lastBroadcastAt)}` };
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
