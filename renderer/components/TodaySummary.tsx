import { Popover } from "@base-ui/react/popover";
import type { LoggedDay } from "../../app/contract/snapshot.ts";
import { strings } from "../../app/contract/strings.ts";
import { unloggedSeconds } from "../../app/model/elapsed.ts";
import { isRunning, type Timer } from "../../app/model/timer.ts";
import { useDuration } from "../hooks/use-duration.ts";
import { useTicking } from "../hooks/use-ticking.ts";
import { type Day, dayOf, lengthOf } from "../today.ts";
import { useWindowPorts } from "../window-ports.ts";
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
  const anchor = timers.find(isRunning)?.anchor ?? null;
  return useTicking(anchor, (now) => strings.today.unlogged(duration(unloggedSeconds(timers, now))));
}

interface DaySummaryProps {
  readonly today: LoggedDay;
  readonly timers: readonly Timer[];
  readonly unlogged: string;
}

function DaySummary({ today, timers, unlogged }: DaySummaryProps) {
  const { monotonicNow } = useWindowPorts();
  const duration = useDuration();
  const anchor = timers.find(isRunning)?.anchor ?? null;
  // All that is drawn is a number of whole minutes: drawn anew when one of them changes, not every second.
  useTicking(anchor, (now) =>
    figuresOf(dayOf(today, timers, now))
      .map(duration)
      .join(" "),
  );
  const day = dayOf(today, timers, monotonicNow());
  const total = strings.today.total(duration(day.logged + day.onTimers));
  const summary = timers.length === 0 ? total : `${total} · ${unlogged}`;
  return (
    <Popover.Root>
      <Popover.Trigger
        className="status-button status-today"
        aria-label={`${summary}, ${strings.today.byProject}`}
        openOnHover
        delay={250}
        closeDelay={120}
      >
        <TodayBar day={day} />
        {summary}
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Positioner className="popup-place" side="top" align="end" sideOffset={10} collisionPadding={8}>
          <Popover.Popup className="popup details" data-overlay="">
            <Popover.Title className="details-title">{strings.today.heading}</Popover.Title>
            <TodayTable day={day} />
          </Popover.Popup>
        </Popover.Positioner>
      </Popover.Portal>
    </Popover.Root>
  );
}

function figuresOf(day: Day): readonly number[] {
  return [...day.shares.flatMap((share) => [share.onTimers, lengthOf(share)]), day.onTimers, day.logged + day.onTimers];
}
