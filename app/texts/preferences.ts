import type { AbsenceReason } from "../contract/absence-reasons.ts";
import { relays } from "../contract/relays.ts";
import type { SettingSection, ShortcutName } from "../contract/setting-fields.ts";
import type { SettingBy, Settings } from "../contract/settings.ts";
import { assertNever } from "../model/assert-never.ts";
import type { GoalProblem } from "../model/day-goal.ts";

interface SectionText {
  readonly title: string;
  readonly detail?: string;
}

/** What stands at one of several values: a name, or with a sentence below it. */
export type OptionText = string | { readonly label: string; readonly detail: string };

type ChoiceTexts = {
  readonly [Name in SettingBy<"choice">]: {
    /** Null where the section's title says it. */
    readonly legend: string | null;
    readonly options: Readonly<Record<Settings[Name], OptionText>>;
  };
};

/** The preferences. */
export const preferencesTexts = {
  title: "Preferences",
  account: "Account",
  section: {
    reachable: {
      title: "Changes made elsewhere",
      detail:
        "A service on the internet passes them on to this computer at once. It sees when a timer changes, but no names or descriptions.",
    },
    notifications: { title: "Start and notifications" },
    reminders: {
      title: "Reminders",
      detail: "Silent outside your working hours, and while your timers are not known.",
    },
    appearance: { title: "Appearance" },
    tray: { title: "Tray icon" },
    updates: { title: "New versions" },
    programs: {
      title: "Programs on this computer",
      detail: "Status bars, scripts and assistants can follow your timers. Your token stays where it is.",
    },
  } satisfies Readonly<Record<SettingSection, SectionText>>,
  toggle: {
    startAtLogin: "Start when I log in",
    notifyTimerChanges: "Tell me when a timer is started or stopped elsewhere",
    notifyLinkLost: "Tell me when changes can't be followed any more",
    notifyGoalReached: "Tell me when the day's goal is reached",
    remindNotTracking: "Remind me when I work and no timer runs",
    remindStillRunning: "Ask me about a timer that runs for long",
    remindDayEnd: "Remind me to log at the end of the day",
    remindBreak: "Remind me of breaks",
  } satisfies Readonly<Record<SettingBy<"toggle">, string>>,
  choice: {
    appearance: { legend: null, options: { system: "Like the system", light: "Light", dark: "Dark" } },
    trayIcon: {
      legend: "Panel",
      options: { auto: "Automatic", "for-light-panel": "Light panel", "for-dark-panel": "Dark panel" },
    },
    trayTitle: {
      legend: "Beside the icon",
      options: {
        none: "Nothing",
        time: "Time",
        "time-with-seconds": "Time with seconds",
        "project-and-time": "Project and time",
      },
    },
    localApi: {
      legend: null,
      options: {
        off: "Not allowed",
        look: { label: "May look", detail: "Any program of yours can see your timers, projects and logged time." },
        act: { label: "May look and act", detail: "Any program of yours can also start, change and log timers." },
      },
    },
    relay: { legend: null, options: relays },
    updates: { legend: null, options: { tell: "Tell me", never: "Never check" } },
  } satisfies ChoiceTexts,
  shortcuts: "Shortcuts",
  shortcutsDetail: "They work from anywhere on this computer.",
  shortcut: {
    quickSwitcher: "Switch to a project",
    toggleWindow: "Show or hide Tallylight",
    pauseOrResume: "Pause or resume",
  } satisfies Readonly<Record<ShortcutName, string>>,
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
  whenAwayDetail:
    "What becomes of the running timer. You are not asked about less than 5 minutes, nor about work on another device.",
  whenAwayReason: {
    idle: "Nobody uses the computer",
    lock: "The screen is locked",
    sleep: "The computer sleeps",
    shutdown: "The computer shuts down",
  } satisfies Readonly<Record<AbsenceReason, string>>,
  idleMinutes: "For how many minutes",
  idleMinutesHint:
    "Counts from the last key or movement. What keeps the screen awake, such as a film, counts as presence.",
  whenAwayRule: { keep: "Keep running", pause: "Pause", ask: "Ask me" },
  notTrackingMinutes: "After how many minutes",
  notTrackingHint: "Of activity at this computer without a timer. Once each time, and not again until a timer ran.",
  stillRunningHours: "A timer ran for how many hours",
  stillRunningHint: "Without being touched. Asked again after twice the time.",
  dayEndAt: "End of the day",
  breakMinutes: "A break after how many minutes",
  breakHint: "Of running timers without a break of 15 minutes.",
  workingDays: "Working days",
  workFrom: "Work begins",
  workTo: "Work ends",
  silentUntil: (time: string) => `Paused until ${time}.`,
  silentHour: "For 1 hour",
  silentToday: "Until tomorrow",
  remindAgain: "Remind me again",
  pauseReminders: "Pause reminders",
  goal: "Goal for the day",
  goalDetail: "Shows how much is left, and when you will be done.",
  goalTime: "Hours a day",
  goalHint: "Such as 7:30, 7.5 or 8. Empty for no goal.",
  noGoal: "No goal",
  diagnosticsDetail: "Versions, how the connection is doing, and counts, without any secret.",
  openDiagnostics: "Show…",
  numberBetween: (least: number, most: number) => `Type a whole number from ${least} to ${most}.`,
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
    "package-for-tests": "This package was made for tests only and never checks for new versions.",
    "no-release-key":
      "This version cannot check for newer ones: there is no key yet by which it could believe an answer.",
    "no-session-bus": "Your desktop does not tell apps when the screen is locked.",
    "given-from-outside": "This was set when Tallylight was started, and can't be changed here.",
    "no-idle-source": "Your desktop does not tell apps whether somebody uses the computer.",
    "no-day-goal": "Set a goal for the day first.",
  },
} as const;

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
      return "At most 59 can follow a colon or the hours.";
    case "signed":
      return "Type the time itself, without + or −.";
    default:
      return assertNever(problem, "goal problem");
  }
}
