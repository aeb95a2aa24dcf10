import type { Link } from "../contract/snapshot.ts";
import { assertNever } from "../model/assert-never.ts";
import { hindrances, isHindrance } from "./problem-table.ts";

export interface LinkExplanation {
  /** What the state means for the person. */
  readonly meaning: string;
  /** What happens next, or what they can do. */
  readonly next: string;
}

/** The link's state in whole sentences: what it means, and what comes next. `time` formats an instant. */
export function linkExplanation(link: Link, time: (epochMilliseconds: number) => string): LinkExplanation {
  const { reason } = link;
  if (isHindrance(reason)) return hindrances[reason];
  switch (reason) {
    case "verified":
      return {
        meaning: "Changes made elsewhere show up here by themselves, at once.",
        next: "Nothing needs to be done.",
      };
    case "starting":
      return { meaning: "Your account has not answered yet.", next: "This takes a few seconds." };
    case "woken":
      return { meaning: "This computer slept or changed its network.", next: "Your timers are being read again." };
    case "path-unproved":
      return {
        meaning: "Whether changes made elsewhere reach this computer at once is being tried out.",
        next: "Until then Tallylight checks by itself.",
      };
    case "no-relay":
      return {
        meaning: "Changes made elsewhere can't reach this computer at once, so Tallylight checks by itself.",
        next: "Changes made elsewhere show up at the next check. You can make it reachable in Preferences.",
      };
    case "relay-down":
      return {
        meaning: "The service that makes this computer reachable does not answer, or your network blocks it.",
        next: "Tallylight checks by itself meanwhile, and keeps trying. Another service can be chosen in Preferences.",
      };
    case "path-unverified":
      return {
        meaning: "A test message did not come through.",
        next: "Tallylight checks by itself meanwhile, and tries again. Another service can be chosen in Preferences.",
      };
    case "path-intercepted":
      return {
        meaning: "Something else answered in place of this computer. Perhaps this network wants you to sign in.",
        next: "If it has a sign-in page, sign in there with a browser. Tallylight checks by itself, and tries again.",
      };
    case "broadcasts-missed":
      return {
        meaning: "Some changes made elsewhere did not reach this computer at once.",
        next: "Tallylight checks by itself until they do again.",
      };
    case "sender-late":
      return {
        meaning:
          link.provedAt === null
            ? "Noko was asked to reach this computer, and has not."
            : `Noko has not reached this computer since ${time(link.provedAt)}.`,
        next: "Tallylight checks by itself meanwhile, and has Noko try again.",
      };
    case "relay-untrusted":
      return {
        meaning: "The relay does not identify itself as it did before, so it is not used.",
        next: "Tallylight checks by itself. The log and the page on relays say what to do.",
      };
    case "broadcasts-forbidden":
      return {
        meaning: "Your account does not let changes made elsewhere be sent to this computer.",
        next: "Tallylight checks by itself. An owner of the account can allow it.",
      };
    case "receiver-failed":
      return {
        meaning: "Your account could not be asked to send changes made elsewhere to this computer.",
        next: "Tallylight checks by itself meanwhile, and tries again.",
      };
    default:
      return assertNever(reason, "link reason");
  }
}
