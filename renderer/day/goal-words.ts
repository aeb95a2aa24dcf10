import { dayTexts } from "../../app/texts/day.ts";
import { type GoalProgress, minutesNeeded } from "../../app/model/day-goal.ts";
import { formatInstantBriefly } from "../ui/time-of-day.ts";

type Duration = (seconds: number) => string;

export interface GoalSummary {
  /** What the status bar has room for. */
  readonly summary: string;
  /** The rest of it; empty where that is all. */
  readonly more: string;
}

/** The day against its goal in one line: when it will be done while a timer works on it, else how much is left. */
export function goalSummary(progress: GoalProgress, duration: Duration): GoalSummary {
  const total = dayTexts.ofGoal(duration(progress.total), duration(progress.goal));
  if (progress.kind === "reached") return { summary: join(total, overText(progress, duration)), more: "" };
  const left = dayTexts.left(leftOf(progress, duration));
  if (progress.finishesAt === null) return { summary: join(total, left), more: "" };
  return { summary: join(total, dayTexts.doneAt(formatInstantBriefly(progress.finishesAt))), more: left };
}

/** How far the goal is, in full: `2:18 left, done at 17:40`, `Goal reached, 0:12 over`. */
export function goalSentence(progress: GoalProgress, duration: Duration): string {
  if (progress.kind === "reached") {
    const over = overText(progress, duration);
    return over === dayTexts.goalReached ? over : `${dayTexts.goalReached}, ${over}`;
  }
  const left = dayTexts.left(leftOf(progress, duration));
  return progress.finishesAt === null ? left : `${left}, ${dayTexts.doneAt(formatInstantBriefly(progress.finishesAt))}`;
}

/** What is left or over, for a table. */
export function goalFigure(progress: GoalProgress, duration: Duration): string {
  return progress.kind === "reached" ? overText(progress, duration) : dayTexts.left(leftOf(progress, duration));
}

/** All that the words are made of, in whole minutes: as long as it is the same, so are they. */
export function figuresOfGoal(progress: GoalProgress | null): readonly (string | number)[] {
  if (progress === null) return [];
  const minutes = Math.floor(progress.total / 60);
  if (progress.kind === "reached") return [progress.kind, minutes];
  const { finishesAt } = progress;
  return [progress.kind, minutes, finishesAt === null ? "none" : Math.floor(finishesAt / 60_000)];
}

function leftOf({ left }: Extract<GoalProgress, { kind: "under-way" }>, duration: Duration): string {
  return duration(minutesNeeded(left) * 60);
}

function overText({ over }: Extract<GoalProgress, { kind: "reached" }>, duration: Duration): string {
  return over < 60 ? dayTexts.goalReached : dayTexts.over(duration(over));
}

function join(...parts: readonly string[]): string {
  return parts.join(" · ");
}
