import { dayTexts } from "../../app/texts/day.ts";
import type { GoalProgress } from "../../app/model/day-goal.ts";
import { goalFigure } from "./goal-words.ts";
import { useDuration } from "../ui/use-duration.ts";
import { type Day, lengthOf } from "./today.ts";
import { ProjectDot } from "../ui/ProjectDot.tsx";

interface TodayTableProps {
  readonly day: Day;
  readonly progress: GoalProgress | null;
}

/** The day's figures by project: what is logged, what timers hold, both together, and what the goal is. */
export function TodayTable({ day, progress }: TodayTableProps) {
  const duration = useDuration();
  const figure = (seconds: number): string => (seconds === 0 ? "–" : duration(seconds));
  return (
    <>
      <table className="today-table">
        <caption className="visually-hidden">{dayTexts.heading}</caption>
        <thead>
          <tr>
            <th scope="col">{dayTexts.project}</th>
            <th scope="col">{dayTexts.logged}</th>
            <th scope="col">{dayTexts.notLogged}</th>
            <th scope="col">{dayTexts.all}</th>
          </tr>
        </thead>
        <tbody>
          {day.shares.map((share) => (
            <tr key={share.project?.id ?? "none"}>
              <th scope="row" title={share.project?.name}>
                <span className="today-project">
                  <ProjectDot color={share.project?.color ?? null} />
                  <span className="today-name" dir="auto">
                    {share.project?.name ?? dayTexts.withoutProject}
                  </span>
                </span>
              </th>
              <td>{figure(share.logged)}</td>
              <td>{figure(share.onTimers)}</td>
              <td>{figure(lengthOf(share))}</td>
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">{dayTexts.all}</th>
            <td>{figure(day.logged)}</td>
            <td>{figure(day.onTimers)}</td>
            <td>{duration(day.logged + day.onTimers)}</td>
          </tr>
          {progress !== null && (
            <tr className="today-goal">
              <th scope="row">{dayTexts.goal}</th>
              <td colSpan={2}>{goalFigure(progress, duration)}</td>
              <td>{duration(progress.goal)}</td>
            </tr>
          )}
        </tfoot>
      </table>
      {day.onOtherDays > 0 && <p className="details-text">{dayTexts.otherDays(duration(day.onOtherDays))}</p>}
    </>
  );
}
