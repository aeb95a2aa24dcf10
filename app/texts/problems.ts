import type { Problem } from "../contract/problem.ts";
import { assertNever } from "../model/assert-never.ts";
import { certificateTexts } from "./certificates.ts";
import type { ProblemText } from "./problem-text.ts";

/** Also shown beside the field of the tags. */
export const newTagsProblem: ProblemText = {
  title: "Your account does not let you create new tags.",
  remedy: "Use existing ones, or write the word without #.",
};

/** What a problem means, and what the user can do. Total: a new problem without a text does not compile. */
export function problemText(problem: Problem): ProblemText {
  switch (problem.kind) {
    case "offline":
      return {
        title: "Your account can't be reached.",
        remedy: "Check your network. Tallylight tries again by itself.",
      };
    case "proxy-wants-credentials":
      return {
        title: "Your network's proxy asks for a name and a password.",
        remedy:
          "Tallylight can't give any. Ask your network's administrator to let it through without, or use another one.",
      };
    case "certificate-refused":
      return certificateTexts[problem.fault];
    case "timeout":
      return { title: "Your account did not answer in time.", remedy: "Tallylight tries again by itself." };
    case "token-rejected":
      return {
        title: "The token was not accepted.",
        remedy: "It may be mistyped, expired or revoked. Paste a new one.",
      };
    case "token-ended":
      return {
        title: "Your account no longer accepts the token.",
        remedy: "It has expired or was revoked. Sign in with a new one; your timers are safe in the account.",
      };
    case "signed-out":
      return { title: "You are not signed in.", remedy: "Nothing was changed. Sign in, then do it again." };
    case "forbidden":
      return notAllowed("Your account does not allow this.");
    case "not-found":
      return {
        title: "That timer no longer exists.",
        remedy: "It was logged or discarded elsewhere. The list is up to date again.",
      };
    case "entry-gone":
      return { title: "That entry no longer exists.", remedy: "It was deleted elsewhere. Nothing was done here." };
    case "entry-changed":
      return {
        title: "The entry was changed elsewhere.",
        remedy: "Nothing was done. Have another look at it, then decide again.",
      };
    case "entry-unclear":
      return {
        title: "Which entry was made can't be told for sure.",
        remedy: "Nothing was taken back. Change or delete it in the day.",
      };
    case "timer-in-the-way":
      return {
        title: "The project has a new timer by now.",
        remedy: "Nothing was taken back. Log or discard that one, then change the entry in the day.",
      };
    case "invalid":
      return invalidWords(problem.fields.map((field) => field.code));
    case "rate-limited":
      return { title: "The account asks for a pause between requests.", remedy: "Wait a moment and try again." };
    case "account-locked":
      return { title: "Your account is locked for maintenance.", remedy: "Tallylight goes on when it is open again." };
    case "server-failed":
      return { title: `The server had a problem (${problem.status}).`, remedy: "Try again in a moment." };
    case "unreadable-answer":
      return { title: "The server's answer could not be read.", remedy: "Try again; if it stays, update Tallylight." };
    case "redirected-elsewhere":
      return {
        title: "The server pointed to a foreign address.",
        remedy: "Your token was not sent there. A sign-in page of your network may be in the way.",
      };
    case "broadcasts-forbidden":
      return {
        title: "This account can't announce changes.",
        remedy: "Changes made elsewhere show up at the next check instead.",
      };
    case "not-reachable":
      return {
        title: "This computer can't be reached for announcements.",
        remedy: "Changes made elsewhere show up at the next check instead.",
      };
    case "secrets-not-kept":
      return {
        title: "Your token is not stored on this computer.",
        remedy: "It offers no safe place for it, so you will be asked again after a restart.",
      };
    case "unexpected":
      return { title: "Something unexpected went wrong.", remedy: "Try again. If it stays, the log says what it is." };
    default:
      return assertNever(problem, "problem");
  }
}

/** The same while signing in, where nothing is tried again until the person does. */
export function signInProblemText(problem: Problem): ProblemText {
  const text = problemText(problem);
  switch (problem.kind) {
    case "offline":
    case "timeout":
      return { ...text, remedy: "Check your network, then sign in again." };
    case "account-locked":
      return { ...text, remedy: "Sign in when it is open again." };
    default:
      return text;
  }
}

function invalidWords(codes: readonly string[]): ProblemText {
  if (codes.includes("cannot_create_tags")) return newTagsProblem;
  if (codes.includes("approved_and_locked")) {
    return { title: "This entry is approved and locked.", remedy: "Who approved it can open it again in Noko." };
  }
  if (codes.includes("invoiced")) {
    return { title: "This entry is on an invoice.", remedy: "It stays as it is unless it is taken off there." };
  }
  if (codes.includes("archived_project")) {
    return { title: "The project is archived.", remedy: "Its entries stay as they are until it is active again." };
  }
  if (codes.includes("reached_project_limit")) {
    return { title: "The account has as many projects as its plan allows.", remedy: "Use one that is there." };
  }
  if (codes.includes("cannot_create_projects")) {
    return { title: "Your account does not let you create projects.", remedy: "Use one that is there." };
  }
  if (codes.includes("insufficent_permissions")) return notAllowed("You may not do this on that project.");
  return { title: "The server refused these values.", remedy: "Change them and try again." };
}

function notAllowed(title: string): ProblemText {
  return { title, remedy: "Ask its owner, or use another project." };
}
