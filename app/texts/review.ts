import type { ReviewOutcome } from "../contract/snapshot.ts";
import type { ReviewSum, ReviewWarning } from "../model/review.ts";
import { assertNever } from "../model/assert-never.ts";
import { problemText } from "./problems.ts";

type Duration = (seconds: number) => string;
type WriteDay = (date: string) => string;

/** The review: logging all timers at once. */
export const reviewTexts = {
  title: "Review and log",
  open: "Review and log…",
  nothing: "There is nothing to log.",
  nothingHint: "What you start next shows up here.",
  list: "Timers to log",
  hint: "↑ ↓ to move, Space to leave one out, E to edit, D for another day, Enter to log.",
  log: (count: number, time: string) => (count === 1 ? `Log 1 timer, ${time}` : `Log ${count} timers, ${time}`),
  logNone: "Nothing is chosen",
  becomes: (before: string, after: string) => `${before} → ${after}`,
  becomesInWords: (before: string, after: string) => `${before} on the clock, logs as ${after}`,
  running: "Running: logging it stops it.",
  edit: "Edit",
  editRow: (project: string) => `Edit ${project}`,
  discardRow: (project: string) => `Discard ${project}`,
  done: "Done",
  dayOf: (project: string) => `Day of ${project}`,
  under: (count: number) => `Logging, ${count} to go…`,
} as const;

/** The head of the list: how much there is, and what rounding makes of it. */
export function reviewSummary({ timers, minutes, logged }: ReviewSum, duration: Duration): string {
  const count = timers === 1 ? "1 timer" : `${timers} timers`;
  const before = duration(minutes * 60);
  const after = duration(logged * 60);
  if (minutes === logged) return `${count}, ${after}`;
  return `${count}, ${before} → ${after} (+${duration((logged - minutes) * 60)} by rounding)`;
}

export function reviewWarningText(
  warning: ReviewWarning,
  entryDate: string,
  day: WriteDay,
  duration: Duration,
): string {
  switch (warning.kind) {
    case "other-day":
      return entryDate === warning.today
        ? `Begun on ${day(warning.from)}; logged today.`
        : `Begun on ${day(warning.from)}; logged on that day.`;
    case "long":
      return "More than 12 hours.";
    case "no-minutes":
      return "Nothing on the clock.";
    case "no-description":
      return "No description.";
    case "archived":
      return "The project is archived.";
    case "full-day":
      return `That day comes to ${duration(warning.minutes * 60)}, more than it has.`;
    default:
      return assertNever(warning, "warning");
  }
}

/** What became of a row; empty where there is nothing to say yet. */
export function reviewOutcomeText(outcome: ReviewOutcome): string {
  switch (outcome.kind) {
    case "waiting":
      return "";
    case "sending":
      return "Logging…";
    case "logged":
      return "Logged";
    case "changed":
      return "Changed elsewhere: have another look, then log it again.";
    case "gone":
      return "Logged or discarded elsewhere. Nothing was done here.";
    case "failed": {
      const { title, remedy } = problemText(outcome.problem);
      return `Not logged. ${title} ${remedy}`;
    }
    case "unknown":
      return "The answer was lost, so this may be logged or not. It is not sent again by itself.";
    default:
      return assertNever(outcome, "outcome");
  }
}

/** At the end: what was logged, and how much of it was not. */
export function reviewEndText(logged: ReviewSum, missing: number, duration: Duration): string {
  const projects = logged.projects === 1 ? "1 project" : `${logged.projects} projects`;
  const done = `Logged ${duration(logged.logged * 60)} on ${projects}.`;
  if (missing === 0) return done;
  return `${done} ${missing === 1 ? "1 timer was not logged." : `${missing} timers were not logged.`}`;
}
