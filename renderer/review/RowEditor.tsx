import { type FormEvent, type KeyboardEvent, useEffect, useRef, useState } from "react";
import { expectedTimer } from "../../app/contract/expected-timer.ts";
import { parseMinutes } from "../../app/model/duration.ts";
import type { ReviewEdit, ReviewItem } from "../../app/model/review.ts";
import { reviewTexts } from "../../app/texts/review.ts";
import { timersTexts } from "../../app/texts/timers.ts";
import { useCommand } from "../bridge/use-command.ts";
import { useWindowPorts } from "../bridge/window-ports.ts";
import { DescriptionField } from "../sheets/DescriptionField.tsx";
import { BusyButton } from "../ui/BusyButton.tsx";
import { DateField } from "../ui/DateField.tsx";
import { TimeField } from "../ui/TimeField.tsx";
import { useDuration } from "../ui/use-duration.ts";

interface RowEditorProps {
  readonly item: ReviewItem;
  readonly presentDay: string;
  /** The row's box, to which the keyboard returns. */
  readonly boxId: string;
  readonly onEdit: (change: ReviewEdit) => void;
  readonly onClose: () => void;
}

/** Time, day and words of one row, in place. Enter takes them; Esc leaves the row as it was. */
export function RowEditor({ item, presentDay, boxId, onEdit, onClose }: RowEditorProps) {
  const { monotonicNow } = useWindowPorts();
  const duration = useDuration();
  const { sending, send } = useCommand();
  const { timer } = item;
  const timeField = useRef<HTMLInputElement>(null);
  const dateField = useRef<HTMLInputElement>(null);
  const [shownTime] = useState(() => duration(item.minutes * 60));
  const [time, setTime] = useState(shownTime);
  const [date, setDate] = useState(item.entryDate);
  const [description, setDescription] = useState(item.description);
  const [asked, setAsked] = useState(false);
  const written = parseMinutes(time);
  useEffect(() => timeField.current?.focus(), []);

  function close(): void {
    onClose();
    document.querySelector<HTMLElement>(`#${boxId}`)?.focus();
  }

  function take(event: FormEvent): void {
    event.preventDefault();
    setAsked(true);
    if (written.kind === "problem") return timeField.current?.focus();
    if (date === "") return dateField.current?.focus();
    onEdit({
      // A clock that goes on is not stopped by a look at it.
      ...(time === shownTime ? {} : { minutes: written.minutes }),
      entryDate: date,
      ...(description === timer.description ? {} : { description }),
      chosen: true,
    });
    close();
  }

  function onKeyDown(event: KeyboardEvent): void {
    if (event.key !== "Escape" || event.nativeEvent.isComposing) return;
    event.preventDefault();
    close();
  }

  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- Esc in any of its fields
    <form className="review-editor" noValidate onSubmit={take} onKeyDown={onKeyDown}>
      <div className="field-pair">
        <DateField fieldRef={dateField} value={date} presentDay={presentDay} onChange={setDate} />
        <TimeField fieldRef={timeField} value={time} bad={asked && written.kind === "problem"} onChange={setTime} />
      </div>
      <DescriptionField value={description} onChange={setDescription} />
      <div className="review-editor-end">
        <BusyButton
          busy={sending}
          label={reviewTexts.discardRow(timer.project.name)}
          onPress={() => {
            void send({ kind: "discard", projectId: timer.projectId, expected: expectedTimer(timer, monotonicNow()) });
            close();
          }}
        >
          {timersTexts.discard}
        </BusyButton>
        <button type="submit" className="button button-primary">
          {reviewTexts.done}
        </button>
      </div>
    </form>
  );
}
