import { type Day, lengthOf } from "./today.ts";

interface TodayBarProps {
  readonly day: Day;
  /** Seconds that the day's goal still needs: the bar is as long as the goal. Without a goal it is all of the day. */
  readonly left: number;
}

/** The day as a stacked bar by project. The words beside it and the table say the same. */
export function TodayBar({ day, left }: TodayBarProps) {
  const { shares } = day;
  if (shares.length === 0 && left === 0) return null;
  return (
    <span className="today-bar" aria-hidden="true">
      {shares.map((share) => {
        const color = share.project?.color ?? null;
        return (
          <span
            key={share.project?.id ?? "none"}
            className={color === null ? "today-part today-part-none" : "today-part"}
            style={{ flexGrow: lengthOf(share), ...(color !== null && { backgroundColor: color }) }}
          />
        );
      })}
      {left > 0 && <span className="today-left" style={{ flexGrow: left }} />}
    </span>
  );
}
