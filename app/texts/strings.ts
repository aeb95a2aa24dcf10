/**
 * Every text that a person reads, in one place (English). Plain words: what happened, what it means, what to do.
 * Functions take values that are already formatted.
 */
import { assertNever } from "../model/assert-never.ts";
import type { GoalProblem } from "../model/day-goal.ts";
import type { DurationProblem } from "../model/duration.ts";
import type { CertificateFault, Problem } from "../contract/problem.ts";
import { namedRelays, relayLabel } from "../contract/relays.ts";
import type { Link } from "../contract/snapshot.ts";

export const productName = "Tallylight";

const newTags: ProblemText = {
  title: "Your account does not let you create new tags.",
  remedy: "Use existing ones, or write the word without #.",
};

export const strings = {
  menu: {
    file: "File",
    view: "View",
  },
  tray: {
    noTimer: "No timer is running",
    timersUnknown: "Timers not known yet",
    noReadableTimer: "No running timer could be read",
    unreadable: (count: number, names: string) => {
      const what = count === 1 ? "1 timer could not be read" : `${count} timers could not be read`;
      return names === "" ? what : `${what}: ${names}`;
    },
    signedOut: "Not signed in",
    signingIn: "Signing in…",
    pause: "Pause",
    resume: "Resume",
    log: "Log…",
    adjust: "Adjust",
    customTime: "Custom…",
    describe: "Edit description…",
    discard: "Discard",
    undoDiscard: (project: string, time: string) => `Undo: discard ${project} · ${time}`,
    undoAdjust: (project: string, change: string) => `Undo: ${change} on ${project}`,
    pausedHeading: "Paused",
    start: "Start",
    search: "Search…",
    show: "Show Tallylight",
    hide: "Hide Tallylight",
    preferences: "Preferences…",
    help: "Help",
    diagnostics: "Diagnostics",
    logs: "Open the folder of logs",
    copyDiagnostics: "Copy diagnostics",
    signIn: "Sign in…",
    tryDemo: "Try the demo account",
    account: "Account",
    signOut: "Sign out",
    leaveDemo: "Leave the demo account",
    quit: "Quit Tallylight",
    running: "running",
    since: (time: string) => `since ${time}`,
    more: "More…",
    dismiss: "Dismiss",
    answerInWindow: "Answer…",
    noProjects: "No projects to start",
    projectsUnknown: "Projects not known yet",
    loadingProjects: "Loading projects…",
    pausedCount: (count: number) => `${count} paused`,
    unlogged: (time: string) => `unlogged ${time}`,
    today: (total: string, goal: string) => `today ${total} of ${goal}`,
    goalAt: (time: string) => `goal at ${time}`,
    goalReached: "goal reached",
  },
  /** Notifications of the desktop. Names stand in titles alone: desktops on Linux may take a body for markup. */
  notice: {
    goalReached: (goal: string) => `Today's goal is reached: ${goal}`,
    goesOn: "The timer goes on running.",
    started: (project: string) => `${project} is running`,
    paused: (project: string) => `${project} is paused`,
    gone: (project: string) => `${project} was logged or discarded`,
    elsewhere: "Changed on another device.",
    linkLost: "No longer live",
    linkLostDetail: (link: string) => `Changes made elsewhere take longer to show. ${link}.`,
    resumedHere: (time: string) => `Goes on at ${time}.`,
    pausedHere: (time: string) => `Paused at ${time}.`,
    pausedWhenLeft: (project: string) => `${project} was paused`,
    pausedWhenLeftDetail: (time: string, when: string) => `At ${time}, ${when}.`,
    failed: (title: string, remedy: string) => `${title} ${remedy}`,
  },
  /** For somebody who looks for what is wrong: here the technical words have their place. */
  diagnostics: {
    app: "Version",
    runtime: "Runtime",
    system: "System",
    account: "Account",
    accountKinds: {
      "signed-out": "not signed in",
      "signing-in": "signing in",
      "signed-in": "signed in",
      demo: "demo account",
    },
    unanswered: (kind: string) => `${kind}, does not answer`,
    hindered: (kind: string, why: string) => `${kind}: ${why}`,
    link: "Link",
    since: "Since",
    lastBroadcast: "Last broadcast",
    lastAnswer: "Last answer",
    missed: "Missed broadcasts",
    listener: "Listener",
    relay: "Relay",
    path: "Public path",
    receiver: "Receiver",
    answered: "Listener answered",
    requests: "Requests",
    ways: (ways: string) => (ways === "direct" ? "go out directly" : `go through ${ways}`),
    authorities: "Trusted authorities",
    authoritiesKinds: {
      "built-in": "built in",
      "with-system": "built in, and the system's",
      "system-unavailable": "built in; the system names no others",
    },
    tray: "Tray",
    trayKinds: { unknown: "not known yet", there: "shown by the panel", none: "no panel" },
    secrets: "Secrets",
    secretsKinds: { stored: "stored, encrypted by the system", "memory-only": "in memory only" },
    settings: "Settings file",
    settingsRead: "read",
    settingsKeptAside: (name: string) => `was unreadable, kept as ${name}`,
    shortcutsNotHad: "Shortcuts taken by something else",
    logs: "Logs",
    never: "never",
    none: "none",
    nothing: "nothing yet",
    /** What a press does about it. */
    repair: {
      account: "Ask the account again",
      listener: "Open the listener again",
      relay: "Try the relay again",
      path: "Try the path again",
      receiver: "Set up the receiver again",
      broadcasts: "Check receiver, secret and path",
      everything: "Check everything now",
    },
    signIn: "Sign in…",
    chooseRelay: "Choose a relay…",
    repairing: "Under way…",
    allGood: "No problem found.",
    someBad: (count: number) => (count === 1 ? "One problem." : `${count} problems.`),
  },
  /** The app ends, and there may be neither a window nor a terminal to say so. */
  failure: {
    title: { "not-started": `${productName} could not start`, ended: `${productName} has ended` },
    seeLog: (file: string) => `Something unexpected went wrong. The log says what: ${file}`,
    profileNotWritable: (folder: string, reason: string) =>
      `${productName} keeps its settings in a folder that cannot be written: ${folder} (${reason}). ` +
      "Make room on the disk, or see that you may write there, and start again.",
  },
  /** A bad setting stops the start: one sentence, with the name and what is accepted, never with the value. */
  configuration: {
    apiUrl: "TALLYLIGHT_API_URL must be an https address, or http on this computer, with no user, query or fragment.",
    token: "TALLYLIGHT_TOKEN must be an access token of at most 1000 visible ASCII characters, with no spaces.",
    publicUrl:
      "TALLYLIGHT_PUBLIC_URL must be an https address, or http on this computer, with no user, query or fragment.",
    listenPort: "TALLYLIGHT_LISTEN_PORT must be a port number from 1 to 65535.",
    relay:
      `TALLYLIGHT_RELAY must be ${namedRelays.join(", ")}, fixed:URL with ` +
      "TALLYLIGHT_LISTEN_PORT beside it, or ssh://USER@HOST:PORT?remote=PORT&url=URL&key=FILE.",
    relayTwice: "TALLYLIGHT_RELAY and TALLYLIGHT_PUBLIC_URL say the same thing: set only one of them.",
    publicUrlAlone: "TALLYLIGHT_PUBLIC_URL needs TALLYLIGHT_LISTEN_PORT beside it, a port number from 1 to 65535.",
    listenPortAlone:
      "TALLYLIGHT_LISTEN_PORT needs an https address beside it, in TALLYLIGHT_PUBLIC_URL or as fixed:URL in TALLYLIGHT_RELAY.",
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
    projectsUnknown: "Your projects are not known yet.",
    loadingProjects: "Loading projects…",
    noProjects: "This account has no project to start a timer on.",
    dismiss: "Dismiss",
    retry: "Try again",
    demo: "Demo account",
    leaveDemo: "Leave the demo",
    or: "or",
    tokenMissing: "Paste your token first.",
    tokenForeign: (character: string) => `A token has no “${character}”. Copy it once more, from where Noko shows it.`,
    tryDemoHint: "A made-up account to look around in.",
    openingDemo: "Opening the demo account…",
    timersUnknown: "Your timers are not known yet",
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
    more: (project: string) => `More for ${project}`,
    logWithResult: (time: string) => `Log ${time}…`,
    adjustTime: "Adjust time…",
    editDescription: "Edit description…",
    addDescription: "Add a description…",
    discard: "Discard",
    addFavourite: "Add to favourites",
    removeFavourite: "Remove from favourites",
    favourite: "Favourite",
    favouritesHeading: "Favourites",
    recentHeading: "Recent",
    everythingHeading: "All projects",
    isFavourite: (project: string) => `${project} is a favourite now`,
    isNoFavourite: (project: string) => `${project} is no favourite any more`,
    noTimerYet: "No timer",
    enterSwitches: "Enter switches",
    enterStarts: "Enter starts",
    shiftEnterLogs: (project: string) => `Shift Enter logs ${project} first`,
    projectsSoFar: (count: string) => `${count} projects so far, more are being read…`,
    undo: "Undo",
    discarded: (project: string, time: string) => `${project} discarded (${time})`,
    added: (time: string, project: string) => `${time} added to ${project}`,
    removed: (time: string, project: string) => `${time} removed from ${project}`,
    preferences: "Preferences…",
    cancel: "Cancel",
    close: "Close",
    done: "Done",
    back: "Back",
    fix: "Fix…",
  },
  log: {
    title: (project: string) => `Log ${project}`,
    date: "Date",
    today: "today",
    time: "Time",
    description: "Description",
    log: (time: string) => `Log ${time}`,
    /** What the server makes of the minutes, before it does. */
    roundsUp: (time: string, increment: number) => `Logs as ${time}: this project rounds up to ${increment} minutes.`,
    exact: (time: string) => `Logs as ${time}.`,
    unbillable: "Unbillable.",
    ranSince: (date: string) => `This timer is from ${date}.`,
    badTime: "Write a time like 1:20, or minutes like 80.",
    badDate: "Choose a day.",
    tags: "Tags",
    cannotCreateTags: `${newTags.title} ${newTags.remedy}`,
    changedElsewhere: (now: string) => `Changed elsewhere: ${now}.`,
    takeOver: "Use that",
    isRunningAt: (time: string) => `running at ${time}`,
    isPausedAt: (time: string) => `paused at ${time}`,
    gone: "logged or discarded",
  },
  adjust: {
    title: (project: string) => `Adjust ${project}`,
    time: "New time, or a change",
    hint: "1:20 or 80 sets the time. -10 or +0:05 changes it.",
    quick: "Quick changes",
    add: (time: string) => `Add ${time}`,
    remove: (time: string) => `Remove ${time}`,
    from: (before: string, after: string) => `${before} becomes ${after}.`,
    apply: "Adjust",
    badTime: "Write a time like 1:20 or 80, or a change like -10.",
    tooLong: "That is more than an account can take.",
    belowZero: "There is not that much time on it.",
    same: "That is what it shows already.",
  },
  describe: {
    title: (project: string) => `Describe ${project}`,
    save: "Save",
    /** What became elsewhere of the description, while the person writes one. */
    changedElsewhere: (text: string) => `Changed elsewhere: “${text}”.`,
    removedElsewhere: "Changed elsewhere: no description any more.",
    begunAnew: "Changed elsewhere: logged or discarded, and begun again.",
  },
  /** A verb waits, because its timer is not as the person saw it. */
  question: {
    changed: (project: string) => `${project} changed on another device`,
    gone: (project: string) => `${project} is no longer there`,
    goneDetail: "It was logged or discarded on another device. Nothing was done here.",
    nowRunning: (time: string) => `It is running now, at ${time}.`,
    nowPaused: (time: string) => `It is paused now, at ${time}.`,
    description: (text: string) => `Its description is “${text}”.`,
    noDescription: "It has no description.",
    yours: (text: string) => `Yours is “${text}”.`,
    yoursIsEmpty: "Yours is empty.",
    saveAnyway: "Save yours anyway",
    logAnyway: (time: string) => `Log ${time} anyway`,
    discardAnyway: (time: string) => `Discard ${time} anyway`,
    addAnyway: (time: string) => `Add ${time} anyway`,
    removeAnyway: (time: string) => `Remove ${time} anyway`,
    leave: "Leave it",
    thisTimer: "This timer",
  },
  /** The computer was left while a timer ran. */
  absence: {
    paused: (project: string, time: string, when: string) => `${project} was paused at ${time}, ${when}.`,
    ranOn: (project: string, time: string, during: string) => `${project} ran on for ${time} ${during}`,
    whileAway: {
      sleep: "while this computer slept",
      lock: "while the screen was locked",
      shutdown: "while this computer was off",
    },
    whenLeft: {
      sleep: "when this computer went to sleep",
      lock: "when the screen was locked",
      shutdown: "when this computer was shut down",
    },
    since: (time: string) => `From ${time} on. What becomes of that time?`,
    notPausedSince: (time: string) => `From ${time} on: it could not be paused in time. What becomes of that time?`,
    keep: (time: string) => `Keep ${time}`,
    remove: (time: string) => `Remove ${time}`,
    removeAndGoOn: (time: string) => `Remove ${time}, keep running`,
    removeAndPause: (time: string) => `Remove ${time} and pause`,
  },
  firstRun: {
    whereToFind: "Where do I find it?",
    title: "Almost there",
    signedInAs: (name: string) => `Signed in as ${name}`,
    signedIn: "Signed in",
    reachable: "Reachable for broadcasts",
    through: (relay: string, time: string) => `through ${relayLabel(relay)}, proved ${time}`,
    proved: (time: string) => `proved ${time}`,
    trying: "Making this computer reachable…",
    tryingDetail: "This takes a few seconds. Tallylight is useful meanwhile.",
    unreachable: "Not reachable: Tallylight checks by itself",
    accountFirst: "Your account comes first",
    tryIt: "Try it: start a timer on another device",
    tryItLive: "It will appear here by itself.",
    tryItPolling: (seconds: number) => `It will appear here within ${seconds} s.`,
    appeared: (project: string) => `${project} appeared by itself`,
    somethingAppeared: "A change arrived by itself",
    appearedDetail: "That was your other device. You are set up.",
    skip: "Skip",
    stepDone: "Done:",
    stepWaiting: "Under way:",
    stepOpen: "To do:",
    stepAttention: "Needs attention:",
  },
  preferences: {
    title: "Preferences",
    account: "Account",
    signOut: "Sign out…",
    signOutTitle: "Sign out?",
    signOutDetail:
      "This computer forgets your token, and your account stops announcing changes to it. Your timers stay as they are.",
    signOutConfirm: "Sign out",
    demoDetail: "A made-up account on this computer.",
    reachable: "Announcements",
    reachableDetail: "A service on the internet passes your account's announcements on to this computer.",
    tray: "Tray icon",
    trayIcon: "Panel",
    trayIconChoice: { auto: "Automatic", "for-light-panel": "Light panel", "for-dark-panel": "Dark panel" },
    trayTitle: "Beside the icon",
    trayTitleChoice: {
      none: "Nothing",
      time: "Time",
      "time-with-seconds": "Time with seconds",
      "project-and-time": "Project and time",
    },
    shortcuts: "Shortcuts",
    shortcutsDetail: "They work from anywhere on this computer.",
    shortcut: {
      quickSwitcher: "Switch to a project",
      toggleWindow: "Show or hide Tallylight",
      pauseOrResume: "Pause or resume",
    },
    noShortcut: "None",
    record: (name: string, keys: string) => `${name}: ${keys}. Press to change.`,
    recording: "Press keys… Esc cancels",
    needsModifier: "Hold Ctrl, Alt or Cmd with another key.",
    clear: "Remove",
    clearShortcut: (name: string) => `Remove the shortcut for ${name}`,
    taken: "Another app has these keys. Nothing was changed: choose other ones.",
    doubled: "These keys are used for something else here. Nothing was changed.",
    notHad: "Another app has these keys at present, so they do nothing here.",
    whenAway: "When you leave the computer",
    whenAwayDetail: "What becomes of the running timer. You are not asked about less than 5 minutes.",
    whenAwayReason: {
      lock: "The screen is locked",
      sleep: "The computer sleeps",
      shutdown: "The computer shuts down",
    },
    whenAwayRule: { keep: "Keep running", pause: "Pause", ask: "Ask me" },
    notifications: "Start and notifications",
    startAtLogin: "Start when I log in",
    notifyTimerChanges: "Tell me when a timer is started or stopped elsewhere",
    notifyLinkLost: "Tell me when changes can't be followed any more",
    notifyGoalReached: "Tell me when the day's goal is reached",
    goal: "Goal for the day",
    goalDetail: "Shows how much is left, and when you will be done.",
    goalTime: "Hours a day",
    goalHint: "Such as 7:30, 7.5 or 8. Empty for no goal.",
    noGoal: "No goal",
    appearance: "Appearance",
    appearanceChoice: { system: "Like the system", light: "Light", dark: "Dark" },
    diagnostics: "Diagnostics",
    diagnosticsDetail: "Versions, the link's evidence and counters, without any secret.",
    openDiagnostics: "Show…",
    copyReport: "Copy report",
    copied: "Copied",
    openLogs: "Open logs",
    reading: "Reading…",
    notRead: "The report could not be read.",
    good: "Good:",
    bad: "Not good:",
    failed: "This could not be changed.",
    keptAside: (name: string) =>
      `Your settings could not be read. They were kept as ${name}, and these are the defaults.`,
    secretsMemoryOnly: "This computer offers no safe place for your token, so you will be asked again after a restart.",
    unavailable: {
      "wayland-session": "Your desktop (Wayland) does not let apps have shortcuts of their own.",
      "no-panel":
        "Your desktop shows no tray icons at present. It takes a panel with a tray (StatusNotifier). Until there is one, closing the window minimizes it.",
      "no-panel-gnome":
        "GNOME shows tray icons only with an extension: AppIndicator and KStatusNotifierItem Support. Until it is installed and on, closing the window minimizes it.",
      "no-tray-title": "Your system shows no text beside tray icons.",
      "not-packaged": "This works in the installed app only.",
      "no-session-bus": "Your desktop does not tell apps when the screen is locked.",
      "given-from-outside": "This was chosen from outside when Tallylight was started.",
      "no-day-goal": "Set a goal for the day first.",
    },
  },
  /** The evidence behind the link's state. */
  link: {
    title: { live: "Live", polling: "Checking by itself", stale: "Catching up", offline: "Offline" },
    stoppedByProxy: "Stopped by a proxy",
    notTrusted: "Connection not trusted",
    accountLocked: "Account locked",
    accountRefuses: "Refused by the account",
    accountFails: "Server problem",
    answerUnreadable: "Answer not readable",
    ledElsewhere: "Led elsewhere",
    tokenRejected: "Token not accepted",
    since: "Since",
    lastBroadcast: "Last broadcast",
    lastAnswer: "Last answer",
    missed: "Missed changes",
    noneYet: "none yet",
    more: "Diagnostics…",
  },
  today: {
    heading: "Today",
    total: (time: string) => `Today ${time}`,
    unlogged: (time: string) => `unlogged ${time}`,
    byProject: "by project",
    project: "Project",
    logged: "Logged",
    notLogged: "On timers",
    all: "All",
    withoutProject: "Without a project",
    otherDays: (time: string) => `${time} more waits on timers of other days.`,
    ofGoal: (total: string, goal: string) => `Today ${total} of ${goal}`,
    goal: "Goal",
    left: (time: string) => `${time} left`,
    doneAt: (time: string) => `done at ${time}`,
    goalReached: "Goal reached",
    over: (time: string) => `${time} over`,
  },
} as const;

export interface ProblemText {
  readonly title: string;
  readonly remedy: string;
}

/** Of the account's server or a proxy's: which of them can't be said. Whatever was to be sent was not. */
const certificateTexts: Readonly<Record<CertificateFault, ProblemText>> = {
  "unknown-issuer": {
    title: "The network showed a certificate from an authority that this computer doesn't know.",
    remedy:
      "Nothing was sent. Ask whoever runs the network to install its authority on this computer, then start " +
      "Tallylight again. Or use another network.",
  },
  "out-of-date": {
    title: "The network showed a certificate that is out of date.",
    remedy: "Nothing was sent. Check this computer's date and time, or use another network.",
  },
  "wrong-name": {
    title: "The network showed somebody else's certificate.",
    remedy: "Nothing was sent. If your network has a sign-in page, sign in there with a browser and try again.",
  },
  "not-accepted": {
    title: "The network showed a certificate that can't be accepted.",
    remedy: "Nothing was sent. Ask whoever runs the network, or use another one.",
  },
};

/** What a person is told of a problem, and what they can do. Total: a new problem without a text does not compile. */
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
          "Tallylight can't give any. Ask whoever runs the network to let it through without, or use another one.",
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
    case "forbidden":
      return notAllowed("Your account does not allow this.");
    case "not-found":
      return {
        title: "That timer no longer exists.",
        remedy: "It was logged or discarded elsewhere. The list is up to date again.",
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

/** Why a typed length of time was not understood, and what would be. */
export function durationProblemText(problem: DurationProblem): string {
  switch (problem) {
    case "empty":
      return "Type a time, such as 1:20 or 80.";
    case "unreadable":
      return "That is not a time. Type 1:20, 80, 1.5h or 1h20.";
    case "past-sixty":
      return "At most 59 can follow a colon or the hours.";
    case "too-long":
      return "That is more time than can be logged.";
    case "signed":
      return "Type the time itself, without + or −.";
    default:
      return assertNever(problem, "duration problem");
  }
}

/** Why a typed goal was not taken, and what would be. */
export function goalProblemText(problem: GoalProblem): string {
  switch (problem) {
    case "nothing":
      return "A goal has at least one minute. Empty the field for no goal.";
    case "longer-than-a-day":
      return "A day has 24 hours.";
    case "unreadable":
      return "That is not a time. Type 7:30, 7.5, 8 or 7h30.";
    case "past-sixty":
    case "signed":
      return durationProblemText(problem);
    default:
      return assertNever(problem, "goal problem");
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
  if (codes.includes("cannot_create_tags")) return newTags;
  if (codes.includes("insufficent_permissions")) return notAllowed("You may not do this on that project.");
  return { title: "The server refused these values.", remedy: "Change them and try again." };
}

function notAllowed(title: string): ProblemText {
  return { title, remedy: "Ask its owner, or use another project." };
}

/** The link's state alone. */
export function linkTitle({ state, reason }: Pick<Link, "state" | "reason">): string {
  switch (reason) {
    case "proxy-wants-credentials":
      return strings.link.stoppedByProxy;
    case "certificate-unknown-issuer":
    case "certificate-out-of-date":
    case "certificate-wrong-name":
    case "certificate-not-accepted":
      return strings.link.notTrusted;
    case "account-locked":
      return strings.link.accountLocked;
    case "account-refuses":
      return strings.link.accountRefuses;
    case "account-fails":
      return strings.link.accountFails;
    case "answer-unreadable":
      return strings.link.answerUnreadable;
    case "led-elsewhere":
      return strings.link.ledElsewhere;
    case "token-rejected":
      return strings.link.tokenRejected;
    case "starting":
    case "verified":
    case "no-relay":
    case "relay-down":
    case "relay-untrusted":
    case "path-unproved":
    case "path-unverified":
    case "broadcasts-missed":
    case "broadcasts-forbidden":
    case "receiver-failed":
    case "api-unreachable":
    case "woken":
      return strings.link.title[state];
    default:
      return assertNever(reason, "link reason");
  }
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

export interface LinkExplanation {
  /** What the state means for the person. */
  readonly meaning: string;
  /** What happens next, or what they can do. */
  readonly next: string;
}

/** The link's state in whole sentences: what it means, and what comes next. */
export function linkExplanation(link: Link): LinkExplanation {
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
    case "broadcasts-missed":
      return {
        meaning: "Some changes came without an announcement.",
        next: "Tallylight checks by itself until announcements arrive again.",
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
        next: "Ask whoever runs the network to let it through without, or use another network.",
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
