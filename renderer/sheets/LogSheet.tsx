import { type FormEvent, useRef, useState } from "react";
import { expectedTimer } from "../../app/contract/expected-timer.ts";
import { logTexts } from "../../app/texts/sheets.ts";
import { parseMinutes } from "../../app/model/duration.ts";
import { roundUpMinutes } from "../../app/model/format.ts";
import type { Problem } from "../../app/contract/problem.ts";
import type { Timer } from "../../app/model/timer.ts";
import { aboutTags } from "./about-tags.ts";
import { localDate, longDate } from "../ui/calendar.ts";
import { ChangedNote, ChangedPart } from "./ChangedNote.tsx";
import { DateField } from "../ui/DateField.tsx";
import { DescriptionField } from "./DescriptionField.tsx";
import { FailureNote } from "../ui/FailureNote.tsx";
import { Sheet, SheetEnd } from "./Sheet.tsx";
import { TimeField } from "../ui/TimeField.tsx";
import { useClockMinutes } from "../ui/use-clock-minutes.ts";
import { type DraftText, hasDoneItsPart, isTouched, type SheetView } from "./drafts.ts";
import { useCommand } from "../bridge/use-command.ts";
import { useDraft } from "./use-draft.ts";
import { useDuration } from "../ui/use-duration.ts";
import { useWindowPorts } from "../bridge/window-ports.ts";

interface LogSheetProps {
  readonly view: SheetView;
  /** As the snapshot has it now; null when it is gone. */
  readonly timer: Timer | null;
  /** As it was when the sheet was opened: what the person decides by. */
  readonly opened: Timer;
  /** The user's present day, `YYYY-MM-DD`. */
  readonly today: string | null;
  readonly onClose: () => void;
  /** What was sent is done with. */
  readonly onDone: (sent: DraftText) => void;
  readonly onTakeOver: (timer: Timer) => void;
}

/** Turns a timer into a time entry, and shows beforehand what the entry will be. */
export function LogSheet({ view, timer, opened, today, onClose, onDone, onTakeOver }: LogSheetProps) {
  const { monotonicNow } = useWindowPorts();
  const { sending, send } = useCommand();
  const timeField = useRef<HTMLInputElement>(null);
  const dateField = useRef<HTMLInputElement>(null);
  const duration = useDuration();
  const [localDay] = useState(() => localDate(new Date()));
  const presentDay = today ?? localDay;

  const clockMinutes = useClockMinutes(opened);
  const { text, write } = useDraft(view, opened);
  const [dateAtFirst] = useState(opened.date ?? presentDay);
  const { time } = text;
  const date = text.date ?? dateAtFirst;
  const description = text.description ?? opened.description;
  const [asked, setAsked] = useState(false);
  const [failure, setFailure] = useState<Problem | null>(null);

  const { project } = opened;
  const minutes = time === null ? clockMinutes : writtenMinutes(time);
  const logged = minutes === null ? null : duration(roundUpMinutes(minutes, project.billingIncrement) * 60);

  async function submit(event: FormEvent): Promise<void> {
    event.preventDefault();
    setAsked(true);
    if (sending) return;
    if (minutes === null) return timeField.current?.focus();
    if (date === "") return dateField.current?.focus();
    setFailure(null);
    const result = await send({
      kind: "log",
      projectId: opened.projectId,
      minutes,
      entryDate: date,
      description,
      expected: expectedTimer(opened, monotonicNow()),
    });
    if (result?.kind === "failed") setFailure(result.problem);
    else if (hasDoneItsPart(result, text)) onDone(text);
  }

  return (
    <Sheet title={logTexts.title(project.name)} onClose={onClose} written={isTouched(text)} initialFocus={timeField}>
      <form onSubmit={(event) => void submit(event)} noValidate>
        <ChangedPart>{!sending && <ChangedNote timer={timer} opened={opened} onTakeOver={onTakeOver} />}</ChangedPart>
        <div className="field-pair">
          <DateField
            fieldRef={dateField}
            value={date}
            presentDay={presentDay}
            onChange={(written) => write({ date: written })}
          />
          <TimeField
            fieldRef={timeField}
            value={time ?? duration(clockMinutes * 60)}
            bad={asked && minutes === null}
            onChange={(written) => write({ time: written })}
          />
        </div>
        <DescriptionField
          value={description}
          onChange={(written) => write({ description: written === opened.description ? null : written })}
          problem={aboutTags(failure)}
        />
        <p className="sheet-note">
          {logged !== null && minutes !== null && <Preview minutes={minutes} logged={logged} timer={opened} />}
          {!project.billable && <> {logTexts.unbillable}</>}
          {opened.date !== null && opened.date !== presentDay && <> {logTexts.ranSince(longDate(opened.date))}</>}
        </p>
        <FailureNote failure={failure} />
        <SheetEnd
          onCancel={onClose}
          busy={sending}
          disabled={logged === null || date === "" || timer === null}
          submit={logTexts.log(logged ?? "…")}
        />
      </form>
    </Sheet>
  );
}

function Preview({
  minutes,
  logged,
  timer,
}: {
  readonly minutes: number;
  readonly logged: string;
  readonly timer: Timer;
}) {
  const increment = timer.project.billingIncrement;
  const rounded = roundUpMinutes(minutes, increment);
  if (increment === null || rounded === minutes) return logTexts.exact(logged);
  return logTexts.roundsUp(logged, increment);
}

function writtenMinutes(time: string): number | null {
  const written = parseMinutes(time);
  return written.kind === "minutes" ? written.minutes : null;
}
