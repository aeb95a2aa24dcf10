import { productName } from "./product-name.ts";

/** What the command line says, apart from data. */
export const cliTexts = {
  usage: "Usage",
  commands: "Commands",
  options: "Options",
  exitCodes: "Exit codes",
  intro: `Shows and drives the timers of the running ${productName}, without a token of its own.`,
  more: (name: string) => `Run ${name} help COMMAND for one of them.`,
  unknownCommand: (name: string) => `There is no command ${name}.`,
  missing: (operand: string) => `${operand} is missing.`,
  tooMany: (given: string) => `${given} is one argument too many.`,
  choice: (option: string, choices: readonly string[]) => `${option} takes ${choices.join(", ")}.`,
  onlyOne: (options: readonly string[]) => `Only one of ${options.join(", ")} can be given.`,
  unknownPlaceholder: (name: string, known: readonly string[]) =>
    `{${name}} is not known. These are: ${known.map((each) => `{${each}}`).join(", ")}.`,
  minutes: "Minutes are written as 1:20, 80, 1.5 or 1h20, and at least one.",
  change: "A change has a sign: +5, -0:15.",
  date: "A day is written as 2026-02-03, today or yesterday.",
  revision: "A revision is a whole number.",
  notRunning: `${productName} is not running.`,
  turnedOff: `${productName} lets no programs in. Preferences, Programs on this computer, allows it.`,
  lost: `The connection to ${productName} ended. Whether that was done is not known: status tells.`,
  waiting: `Waiting for ${productName}.`,
  dryRun: "Nothing was logged: this was a dry run.",
  stale: "may be out of date",
  unknownYet: "The timers are not known yet.",
  none: "No timer.",
  today: "today",
  of: "of",
  version: (app: string) => `${productName} ${app}`,
  undoHint: (name: string) => `${name} undo takes it back.`,
} as const;

/** One sentence for each command. */
export const commandSummaries = {
  status: "the timers as they are",
  watch: "a line for each change, until it is ended",
  start: "starts a project's timer; what runs is paused",
  pause: "pauses the running timer",
  resume: "starts a timer that is there, the last one unless named",
  switch: "as start",
  toggle: "pauses what runs, else resumes what was used last",
  log: "makes an entry of a timer",
  adjust: "adds time to a timer, or takes it away",
  describe: "says what a timer is about",
  discard: "deletes a timer ten seconds later, unless it is undone",
  undo: "takes the last discard or adjustment back",
  add: "makes an entry without a timer",
  today: "what is logged today",
  review: "a day's entries, and what waits to be logged",
  projects: "projects, the best match first",
  doctor: "what works and what does not",
  open: "shows the app's window",
  mcp: "serves an assistant over standard input and output (Model Context Protocol)",
  completions: "prints the completions for a shell",
  help: "explains a command",
} as const;

export const optionSummaries = {
  json: "one line of JSON",
  format: "a line with {project}, {clock} and so on",
  account: "of several accounts, by its label or id",
  profile: "the user data folder of the app that is meant",
  fresh: "exit code 5 where the timers may be out of date",
  waybar: "lines for Waybar",
  polybar: "lines for Polybar",
  i3: "lines for i3status-rust",
  tick: "also a line for each second or minute of a running clock",
  description: "what the time is about",
  minutes: "instead of what is on the clock",
  date: "the day of the entry",
  "dry-run": "only says what would be logged",
  "if-revision": "does nothing where timers changed since that revision of the status",
  repair: "mends that first: account, listener, relay, path, receiver, broadcasts, everything",
  help: "explains the command",
  version: "prints the version of the command line",
} as const;

export type ExitCode = 0 | 1 | 2 | 3 | 4 | 5 | 6 | 69 | 77;

export const exitCodeMeanings: Readonly<Record<ExitCode, string>> = {
  0: "done; of status: a timer runs",
  1: "refused by the account, the app or the person",
  2: "not understood, or more than one project may be meant",
  3: "of status: timers are paused only",
  4: "there is no timer",
  5: "of status with --fresh: what is shown may be out of date",
  6: "the timer changed meanwhile; nothing was done",
  69: "the app is not running",
  77: "programs are not allowed, or nobody is signed in",
};
