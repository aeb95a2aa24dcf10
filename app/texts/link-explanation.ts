import type { CertificateFault } from "../contract/problem.ts";
import type { Link } from "../contract/snapshot.ts";
import { assertNever } from "../model/assert-never.ts";
import { certificateTexts } from "./certificates.ts";

export interface LinkExplanation {
  /** What the state means for the person. */
  readonly meaning: string;
  /** What happens next, or what they can do. */
  readonly next: string;
}

/** The link's state in whole sentences: what it means, and what comes next. `time` formats an instant. */
export function linkExplanation(link: Link, time: (epochMilliseconds: number) => string): LinkExplanation {
  switch (link.reason) {
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
        meaning: "Whether announcements reach this computer is being tried out.",
        next: "Until then Tallylight checks by itself.",
      };
    case "no-relay":
      return {
        meaning: "This computer is not reachable for announcements, so Tallylight checks by itself.",
        next: "Changes made elsewhere show up at the next check. You can make it reachable in Preferences.",
      };
    case "relay-down":
      return {
        meaning: "The service that makes this computer reachable does not answer, or your network blocks it.",
        next: "Tallylight checks by itself meanwhile, and keeps trying. Another service can be chosen in Preferences.",
      };
    case "path-unverified":
      return {
        meaning: "A test announcement did not come through.",
        next: "Tallylight checks by itself meanwhile, and tries again. Another service can be chosen in Preferences.",
      };
    case "path-intercepted":
      return {
        meaning: "Something else answered in place of this computer. Perhaps this network wants you to sign in.",
        next: "If it has a sign-in page, sign in there with a browser. Tallylight checks by itself, and tries again.",
      };
    case "broadcasts-missed":
      return {
        meaning: "Some changes came without an announcement.",
        next: "Tallylight checks by itself until announcements arrive again.",
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
        meaning: "Your account does not let you receive announcements.",
        next: "Tallylight checks by itself. An owner of the account can allow it.",
      };
    case "receiver-failed":
      return {
        meaning: "Announcements could not be ordered from your account.",
        next: "Tallylight checks by itself meanwhile, and tries again.",
      };
    case "api-unreachable":
      return {
        meaning: "Your account can't be reached. Times go on from what was known last.",
        next: "Check your network. Tallylight tries again by itself.",
      };
    case "proxy-wants-credentials":
      return {
        meaning: "Your network's proxy asks for a name and a password, which Tallylight can't give.",
        next: "Ask your network's administrator to let it through without, or use another network.",
      };
    case "certificate-unknown-issuer":
      return certificateExplanation("unknown-issuer");
    case "certificate-out-of-date":
      return certificateExplanation("out-of-date");
    case "certificate-wrong-name":
      return certificateExplanation("wrong-name");
    case "certificate-not-accepted":
      return certificateExplanation("not-accepted");
    case "account-locked":
      return {
        meaning: "Your account is locked for maintenance. Times go on from what was known last.",
        next: "Nothing needs to be done. Tallylight goes on when it is open again.",
      };
    case "account-refuses":
      return {
        meaning: "Your account does not allow your timers to be read. Times go on from what was known last.",
        next: "Ask an owner of the account, or sign in with another token. Tallylight tries again by itself.",
      };
    case "account-fails":
      return {
        meaning: "Your account's server has a problem. Times go on from what was known last.",
        next: "Nothing needs to be done here. Tallylight tries again by itself.",
      };
    case "answer-unreadable":
      return {
        meaning: "What came instead of your timers can't be read. Times go on from what was known last.",
        next:
          "If your network has a sign-in page, sign in there with a browser. If this stays, update Tallylight. " +
          "It tries again by itself.",
      };
    case "led-elsewhere":
      return {
        meaning: "A foreign address was given for your timers. Your token was not sent there.",
        next: "If your network has a sign-in page, sign in there with a browser. Tallylight tries again by itself.",
      };
    case "token-rejected":
      return { meaning: "Your account does not accept the token any more.", next: "Sign in again with a new one." };
    default:
      return assertNever(link.reason, "link reason");
  }
}

function certificateExplanation(fault: CertificateFault): LinkExplanation {
  const { title, remedy } = certificateTexts[fault];
  return { meaning: title, next: remedy };
}
