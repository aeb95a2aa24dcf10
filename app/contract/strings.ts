/**
 * Every text that a person reads, in one place (English). Plain words: what happened, what it means, what to do.
 * Functions take values that are already formatted.
 */
import { assertNever } from "../model/assert-never.ts";
import type { Problem } from "../model/problem.ts";
import type { Link } from "./snapshot.ts";

export const productName = "Tallylight";

export const strings = {
  tray: {
    noTimer: "No timer is running",
    signedOut: "Not signed in",
    signingIn: "Signing in…",
    pause: "Pause",
    resume: (project: string, time: string) => `Resume ${project} · ${time}`,
    start: "Start",
    show: "Show Tallylight",
    hide: "Hide Tallylight",
    signIn: "Sign in…",
    tryDemo: "Try the demo account",
    signOut: "Sign out",
    leaveDemo: "Leave the demo account",
    quit: "Quit Tallylight",
    running: "running",
    since: (time: string) => `since ${time}`,
    morePaused: "More paused timers",
    moreProjects: "More projects…",
    dismiss: "Dismiss",
    noProjects: "No projects to start",
    loadingProjects: "Loading projects…",
    pausedCount: (count: number) => `${count} paused`,
    unlogged: (time: string) => `unlogged ${time}`,
  },
  /** A bad setting stops the start: one sentence, with the name and what is accepted, never with the value. */
  configuration: {
    apiUrl: "TALLYLIGHT_API_URL must be an https address, or http on this computer, with no user, query or fragment.",
    token: "TALLYLIGHT_TOKEN must be an access token of at most 1000 visible ASCII characters, with no spaces.",
    publicUrl:
      "TALLYLIGHT_PUBLIC_URL must be an https address, or http on this computer, with no user, query or fragment.",
    listenPort: "TALLYLIGHT_LISTEN_PORT must be a port number from 1 to 65535.",
    publicUrlAlone: "TALLYLIGHT_PUBLIC_URL needs TALLYLIGHT_LISTEN_PORT beside it, a port number from 1 to 65535.",
    listenPortAlone: "TALLYLIGHT_LISTEN_PORT needs TALLYLIGHT_PUBLIC_URL beside it, an https address.",
    flag: (name: string) => `${name} stands alone and takes no value.`,
  },
  window: {
    worksWith: "Works with Noko time tracking",
    tokenLabel: "Personal access token",
    tokenHint: "In Noko: Integrations → Noko API → Personal access tokens.",
    signIn: "Sign in",
    signingIn: "Signing in…",
    tryDemo: "Try the demo account",
    running: "Running",
    pause: "Pause",
    resume: "Resume",
    start: "Start",
    pausedHeading: "Paused",
    startHeading: "Start a timer",
    filterPlaceholder: "Switch to a project…",
    noDescription: "No description",
    noTimerTitle: "No timer is running",
    noTimerHint: "Start one here, in the menu, or on any device.",
    noMatch: "No project of that name",
    loadingProjects: "Loading projects…",
    noProjects: "This account has no project to start a timer on.",
    dismiss: "Dismiss",
    retry: "Try again",
    demo: "Demo account",
    signOut: "Sign out",
    leaveDemo: "Leave the demo",
    unlogged: (time: string) => `Unlogged ${time}`,
    or: "or",
    tokenMissing: "Paste your token first.",
    tryDemoHint: "A made-up account to look around in.",
    openingDemo: "Opening the demo account…",
    lookingForTimers: "Looking for your timers…",
    isRunning: (project: string) => `${project} is running`,
    isPaused: (project: string) => `${project} is paused`,
    elapsedOn: (project: string) => `Time on ${project}`,
    resumeProject: (project: string) => `Resume ${project}`,
    pauseProject: (project: string) => `Pause ${project}`,
    pausedAt: (time: string) => `Paused at ${time}`,
    addMinutes: (minutes: number) => `+${minutes}`,
    addMinutesLabel: (minutes: number) => `+${minutes} minutes`,
    removeMinutes: (minutes: number) => `−${minutes}`,
    removeMinutesLabel: (minutes: number) => `−${minutes} minutes`,
    starting: "Starting…",
    moreProjects: (count: string) => `${count} more. Type to find them.`,
    escapeKey: "Esc",
    enterKey: "Enter",
    account: "Account",
    demoShort: "Demo",
    demoExplained: "Made up. Nothing here is real.",
    checkNow: "Check now",
    signInAgain: "Sign in again",
    problemHeading: "Problem",
    windowFailedTitle: "This window had a problem.",
    windowFailedRemedy: "Your timers are not affected.",
  },
} as const;

export interface ProblemText {
  readonly title: string;
  readonly remedy: string;
}

/** What a person is told of a problem, and what they can do. Total: a new problem without a text does not compile. */
export function problemText(problem: Problem): ProblemText {
  switch (problem.kind) {
    case "offline":
      return {
        title: "Your account can't be reached.",
        remedy: "Check your network. Tallylight tries again by itself.",
      };
    case "timeout":
      return { title: "Your account did not answer in time.", remedy: "Tallylight tries again by itself." };
    case "token-rejected":
      return {
        title: "The token was not accepted.",
        remedy: "It may be mistyped, expired or revoked. Paste a new one.",
      };
    case "forbidden":
      return { title: "Your account does not allow this.", remedy: "Ask its owner, or use another project." };
    case "not-found":
      return {
        title: "That timer no longer exists.",
        remedy: "It was logged or discarded elsewhere. The list is up to date again.",
      };
    case "invalid":
      return { title: invalidTitle(problem.fields.map((field) => field.code)), remedy: "Change it and try again." };
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

function invalidTitle(codes: readonly string[]): string {
  if (codes.includes("cannot_create_tags")) return "Your account does not let you create new tags.";
  if (codes.includes("insufficent_permissions")) return "You may not do this on that project.";
  return "The server refused these values.";
}

/** The link in a few words; `time` formats an instant for the reader's place. */
export function linkText(link: Link, time: (epochMilliseconds: number) => string): string {
  switch (link.state) {
    case "live":
      return link.lastBroadcastAt === null ? "Live" : `Live, last change ${time(link.lastBroadcastAt)}`;
    case "polling":
      return link.pollSeconds === null ? "Checking by itself" : `Checking every ${link.pollSeconds} s`;
    case "stale":
      return link.lastAnswerAt === null ? "Connecting…" : `Checking, last answer ${time(link.lastAnswerAt)}`;
    case "offline":
      return `Offline since ${time(link.since)}`;
    default:
      return assertNever(link.state, "link state");
  }
}
