import { useState } from "react";
import type { DayEntry } from "../../app/contract/day.ts";
import type { Snapshot } from "../../app/contract/snapshot.ts";
import { daysBefore } from "../../app/model/day.ts";
import { countsOn } from "../../app/model/day-goal.ts";
import { unloggedSeconds } from "../../app/model/elapsed.ts";
import { isRunning } from "../../app/model/timer.ts";
import { dayTexts } from "../../app/texts/day.ts";
import { problemText } from "../../app/texts/problems.ts";
import { useWindowPorts } from "../bridge/window-ports.ts";
import { useKeptFocus } from "../focus/kept-focus.ts";
import { useCommandKeys } from "../focus/use-window-keys.ts";
import { mainView } from "../navigation/view.ts";
import { ProblemBanner } from "../status/ProblemBanner.tsx";
import { TimerList } from "../timers/TimerList.tsx";
import { UndoBar } from "../timers/UndoBar.tsx";
import { BusyButton } from "../ui/BusyButton.tsx";
import { localDate, longDate } from "../ui/calendar.ts";
import { ScreenHead } from "../ui/ScreenHead.tsx";
import { useDuration } from "../ui/use-duration.ts";
import { useTicking } from "../ui/use-ticking.ts";
import { EntryList } from "./EntryList.tsx";
import { EntrySheet } from "./EntrySheet.tsx";
import { useDay } from "./use-day.ts";

interface DayScreenProps {
  readonly snapshot: Snapshot;
  /** Null for the present day. */
  readonly date: string | null;
}

/** What is logged on one day, and the timers whose time will be. */
export function DayScreen({ snapshot, date }: DayScreenProps) {
  const { go, bridge } = useWindowPorts();
  const duration = useDuration();
  const [localDay] = useState(() => localDate(new Date()));
  /** An entry that is edited; `new` for one that is added. */
  const [editing, setEditing] = useState<DayEntry | "new" | null>(null);
  const presentDay = snapshot.today?.date ?? localDay;
  const shown = date ?? presentDay;
  const { day, readAgain } = useDay(shown, snapshot.entriesRevision);
  const timers = snapshot.timers.filter((timer) =>
    shown === presentDay ? countsOn(timer, shown) : timer.date === shown,
  );
  const onTimers = useTicking(timers.find(isRunning)?.anchor ?? null, (now) =>
    Math.floor(unloggedSeconds(timers, now) / 60),
  );

  const held = snapshot.undo?.kind === "delete-entry" ? snapshot.undo.entryId : null;
  const entries = day.kind === "read" ? day.entries.filter(({ id }) => id !== held) : [];
  const minutes = sumOf(entries);
  const unbillable = sumOf(entries.filter(({ billable }) => billable === false));
  const sum = sumText({ minutes, unbillable, onTimers }, (ofMinutes) => duration(ofMinutes * 60));
  const move = (days: number): void => go({ kind: "day", date: daysBefore(shown, -days) });

  useKeptFocus();
  useCommandKeys({
    z: () => {
      if (snapshot.undo !== null) bridge.dispatch({ kind: "undo" }).catch(() => undefined);
    },
    "Shift n": () => setEditing("new"),
    "Shift l": () => go({ kind: "review" }),
  });

  return (
    <>
      <main className="screen screen-page">
        <ScreenHead title={dayTexts.title} onBack={() => go(mainView)}>
          <BusyButton variant="outlined" busy={false} onPress={() => setEditing("new")}>
            {dayTexts.add}
          </BusyButton>
        </ScreenHead>
        <div className="day-nav">
          <button type="button" className="menu-button" aria-label={dayTexts.previous} onClick={() => move(-1)}>
            <Arrow d="M10 3 5 8l5 5" />
          </button>
          <h2 className="day-name">
            <span role="status">
              {longDate(shown)}
              {shown === presentDay && ` · ${dayTexts.presentDay}`}
            </span>
          </h2>
          <button type="button" className="menu-button" aria-label={dayTexts.next} onClick={() => move(1)}>
            <Arrow d="m6 3 5 5-5 5" />
          </button>
        </div>
        <p className="day-sum">{day.kind === "read" ? sum : ""}</p>
        <div className="lists">
          <TimerList heading={dayTexts.notLogged} timers={timers} pending={snapshot.pending} />
          {day.kind === "reading" && <p className="list-note">{dayTexts.reading}</p>}
          {day.kind === "failed" && (
            <p className="list-note" role="alert">
              {problemText(day.problem).title} {problemText(day.problem).remedy}{" "}
              <BusyButton variant="outlined" busy={false} onPress={readAgain}>
                {dayTexts.again}
              </BusyButton>
            </p>
          )}
          {day.kind === "read" && <EntryList entries={entries} onEdit={setEditing} />}
        </div>
      </main>
      <UndoBar offer={snapshot.undo} />
      {snapshot.problem !== null && editing === null && <ProblemBanner shown={snapshot.problem} />}
      {editing !== null && (
        <EntrySheet
          entry={editing === "new" ? null : editing}
          date={shown}
          presentDay={presentDay}
          projects={snapshot.projects}
          onClose={() => setEditing(null)}
        />
      )}
    </>
  );
}

function Arrow({ d }: { readonly d: string }) {
  return (
    <svg className="back-arrow" viewBox="0 0 16 16" aria-hidden="true">
      <path d={d} />
    </svg>
  );
}

interface DaySum {
  readonly minutes: number;
  readonly unbillable: number;
  readonly onTimers: number;
}

/** What is nothing is not counted up. */
function sumText({ minutes, unbillable, onTimers }: DaySum, duration: (minutes: number) => string): string {
  const { sumOfBoth, sumBillable, sumUnbillable, sumOnTimers, sumOfAll } = dayTexts;
  const billable = minutes - unbillable;
  return [
    ...(billable > 0 && unbillable > 0 ? [sumOfBoth(duration(minutes), duration(billable), duration(unbillable))] : []),
    ...(billable > 0 && unbillable === 0 ? [sumBillable(duration(minutes))] : []),
    ...(billable === 0 && unbillable > 0 ? [sumUnbillable(duration(minutes))] : []),
    ...(onTimers > 0 ? [sumOnTimers(duration(onTimers))] : []),
    ...(minutes > 0 && onTimers > 0 ? [sumOfAll(duration(minutes + onTimers))] : []),
  ].join(" · ");
}

function sumOf(entries: readonly DayEntry[]): number {
  return entries.reduce((sum, { minutes }) => sum + minutes, 0);
}
