import { Popover } from "@base-ui/react/popover";
import { type LoggedDay, runningTimer } from "../../app/contract/snapshot.ts";
import { dayTexts } from "../../app/texts/day.ts";
import { goalProgress, type GoalProgress } from "../../app/model/day-goal.ts";
import { unloggedSeconds } from "../../app/model/elapsed.ts";
import { type Timer } from "../../app/model/timer.ts";
import { figuresOfGoal, goalSentence, goalSummary } from "./goal-words.ts";
import { useDuration } from "../ui/use-duration.ts";
import { useTicking } from "../ui/use-ticking.ts";
import { usePreferences } from "../bridge/preferences-port.ts";
import { type Day, dayOf, lengthOf } from "./today.ts";
import { useWindowPorts } from "../bridge/window-ports.ts";
import { TodayBar } from "./TodayBar.tsx";
import { TodayTable } from "./TodayTable.tsx";

interface TodaySummaryProps {
  readonly today: LoggedDay | null;
  readonly timers: readonly Timer[];
}

/** The day in one line and one bar; its figures by project on hover, by press, and as a table for screen readers. */
export function TodaySummary({ today, timers }: TodaySummaryProps) {
  const unlogged = useUnlogged(timers);
  if (today === null) return timers.length === 0 ? null : <span className="status-plain">{unlogged}</span>;
  return <DaySummary today={today} timers={timers} unlogged={unlogged} />;
}

function useUnlogged(timers: readonly Timer[]): string {
  const duration = useDuration();
  const anchor = runningTimer({ timers })?.anchor ?? null;
  return useTicking(anchor, (now) => dayTexts.unlogged(duration(unloggedSeconds(timers, now))));
}

interface DaySummaryProps {
  readonly today: LoggedDay;
  readonly timers: readonly Timer[];
  readonly unlogged: string;
}

function DaySummary({ today, timers, unlogged }: DaySummaryProps) {
  const { monotonicNow } = useWindowPorts();
  const { dayGoalMinutes } = usePreferences().settings;
  const duration = useDuration();
  const anchor = runningTimer({ timers })?.anchor ?? null;
  const progressAt = (now: number): GoalProgress | null =>
    dayGoalMinutes === null ? null : goalProgress(dayGoalMinutes, today, timers, { wall: Date.now(), monotonic: now });
  // All that is drawn is a number of whole minutes: drawn anew when one of them changes, not every second.
  useTicking(anchor, (now) =>
    [...figuresOf(dayOf(today, timers, now)).map(duration), ...figuresOfGoal(progressAt(now))].join(" "),
  );
  const day = dayOf(today, timers, monotonicNow());
  const progress = progressAt(monotonicNow());
  const { summary, more } = wordsOf(day, progress, timers.length === 0 ? "" : unlogged, duration);
  return (
    <Popover.Root>
      <Popover.Trigger
        className={progress === null ? "status-button status-today" : "status-button status-today status-goal"}
        aria-label={[summary, ...more, dayTexts.byProject].join(", ")}
        openOnHover
        delay={250}
        closeDelay={120}
      >
        <TodayBar day={day} left={progress?.kind === "under-way" ? progress.left : 0} />
        <span className="today-text">{summary}</span>
      </Popover.Trigger>
      <output className="visually-hidden">{progress?.kind === "reached" ? dayTexts.goalReached : ""}</output>
      <Popover.Portal>
        <Popover.Positioner className="popup-position" side="top" align="end" sideOffset={10} collisionPadding={8}>
          <Popover.Popup className="popup details" data-overlay="on-hover">
            <Popover.Title className="details-title">{dayTexts.heading}</Popover.Title>
            {progress !== null && <p className="details-text today-sentence">{goalSentence(progress, duration)}</p>}
            <TodayTable day={day} progress={progress} />
          </Popover.Popup>
        </Popover.Positioner>
      </Popover.Portal>
    </Popover.Root>
  );
}

interface SummaryWords {
  readonly summary: string;
  /** What there is no room for, said to those who don't see the bar and the table. */
  readonly more: readonly string[];
}

function wordsOf(
  day: Day,
  progress: GoalProgress | null,
  unlogged: string,
  duration: (seconds: number) => string,
): SummaryWords {
  const total = dayTexts.total(duration(day.logged + day.onTimers));
  if (progress === null) return { summary: unlogged === "" ? total : `${total} · ${unlogged}`, more: [] };
  const { summary, more } = goalSummary(progress, duration);
  return { summary, more: [more, unlogged].filter((part) => part !== "") };
}

function figuresOf(day: Day): readonly number[] {
  return [...day.shares.flatMap((share) => [share.onTimers, lengthOf(share)]), day.onTimers, day.logged + day.onTimers];
}
