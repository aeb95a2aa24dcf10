import { type FormEvent, type RefObject, useRef, useState } from "react";
import { expectedTimer } from "../../app/contract/expected-timer.ts";
import { adjustTexts } from "../../app/texts/sheets.ts";
import { timersTexts } from "../../app/texts/timers.ts";
import { assertNever } from "../../app/model/assert-never.ts";
import { elapsedSeconds } from "../../app/model/elapsed.ts";
import type { Problem } from "../../app/contract/problem.ts";
import { isRunning, type Timer } from "../../app/model/timer.ts";
import { readAdjustment, type WrittenAdjustment } from "./adjustment.ts";
import { BusyButton } from "../ui/BusyButton.tsx";
import { ChangedNote, ChangedPart } from "./ChangedNote.tsx";
import { FailureNote } from "../ui/FailureNote.tsx";
import { Field } from "../ui/Field.tsx";
import { Sheet, SheetEnd } from "./Sheet.tsx";
import { type DraftText, hasDoneItsPart, isTouched, type SheetView } from "./drafts.ts";
import { useCommand } from "../bridge/use-command.ts";
import { useDraft } from "./use-draft.ts";
import { useDuration } from "../ui/use-duration.ts";
import { useTicking } from "../ui/use-ticking.ts";
import { useWindowPorts } from "../bridge/window-ports.ts";

interface AdjustSheetProps {
  readonly view: SheetView;
  readonly timer: Timer | null;
  readonly opened: Timer;
  readonly onClose: () => void;
  /** What was sent is done with. */
  readonly onDone: (sent: DraftText) => void;
  readonly onTakeOver: (timer: Timer) => void;
}

const quickMinutes = [-15, -5, 5, 15] as const;

/** Adds time to a timer or takes it away: by one press, or written as the new time or as the change. */
export function AdjustSheet({ view, timer, opened, onClose, onDone, onTakeOver }: AdjustSheetProps) {
  const { monotonicNow } = useWindowPorts();
  const { sending, send } = useCommand();
  const duration = useDuration();
  const field = useRef<HTMLInputElement>(null);
  const draft = useDraft(view, opened);
  const text = draft.text.time ?? "";
  const [asked, setAsked] = useState(false);
  const [failure, setFailure] = useState<Problem | null>(null);

  const shown = useTicking(isRunning(opened) ? opened.anchor : null, (now) => elapsedSeconds(opened, now));
  const adjustment = readAdjustment(text, shown);

  async function adjustBy(seconds: number): Promise<void> {
    if (sending) return;
    setFailure(null);
    const result = await send({
      kind: "adjust",
      projectId: opened.projectId,
      seconds,
      expected: expectedTimer(opened, monotonicNow()),
    });
    if (result?.kind === "failed") setFailure(result.problem);
    else if (hasDoneItsPart(result, draft.text)) onDone(draft.text);
  }

  function submit(event: FormEvent): void {
    event.preventDefault();
    setAsked(true);
    if (adjustment.kind === "change") void adjustBy(adjustment.seconds);
    else field.current?.focus();
  }

  return (
    <Sheet
      title={adjustTexts.title(opened.project.name)}
      onClose={onClose}
      written={isTouched(draft.text)}
      initialFocus={field}
    >
      <form onSubmit={submit} noValidate>
        <ChangedPart>{!sending && <ChangedNote timer={timer} opened={opened} onTakeOver={onTakeOver} />}</ChangedPart>
        <div className="adjust-now">{duration(shown)}</div>
        <div className="adjust-quick" role="group" aria-label={adjustTexts.quick}>
          {quickMinutes.map((minutes) => (
            <BusyButton
              key={minutes}
              busy={sending}
              disabled={shown + minutes * 60 < 0}
              label={quickLabel(minutes)}
              onPress={() => void adjustBy(minutes * 60)}
            >
              {minutes < 0 ? timersTexts.removeMinutes(-minutes) : timersTexts.addMinutes(minutes)}
            </BusyButton>
          ))}
        </div>
        <AdjustField
          fieldRef={field}
          text={text}
          adjustment={adjustment}
          asked={asked}
          onChange={(written) => draft.write({ time: written === "" ? null : written })}
        />
        <FailureNote failure={failure} />
        <SheetEnd
          onCancel={onClose}
          busy={sending}
          disabled={adjustment.kind !== "change"}
          submit={submitText(adjustment, duration)}
        />
      </form>
    </Sheet>
  );
}

interface AdjustFieldProps {
  readonly fieldRef: RefObject<HTMLInputElement | null>;
  readonly text: string;
  readonly adjustment: WrittenAdjustment;
  /** It was sent once. */
  readonly asked: boolean;
  readonly onChange: (text: string) => void;
}

function AdjustField({ fieldRef, text, adjustment, asked, onChange }: AdjustFieldProps) {
  const duration = useDuration();
  return (
    <Field
      label={adjustTexts.time}
      problem={problemOf(adjustment, asked)}
      hint={
        adjustment.kind === "change"
          ? adjustTexts.from(duration(adjustment.before), duration(adjustment.after))
          : adjustTexts.hint
      }
      renderControl={(attributes) => (
        <input
          {...attributes}
          ref={fieldRef}
          type="text"
          dir="ltr"
          autoComplete="off"
          spellCheck={false}
          value={text}
          onChange={(event) => onChange(event.currentTarget.value)}
        />
      )}
    />
  );
}

function quickLabel(minutes: number): string {
  return minutes < 0 ? timersTexts.removeMinutesLabel(-minutes) : timersTexts.addMinutesLabel(minutes);
}

function submitText(adjustment: WrittenAdjustment, duration: (seconds: number) => string): string {
  if (adjustment.kind !== "change") return adjustTexts.apply;
  const { seconds } = adjustment;
  return seconds < 0 ? adjustTexts.remove(duration(-seconds)) : adjustTexts.add(duration(seconds));
}

/** Only what can't become right by typing on is called wrong before it was sent. */
function problemOf(adjustment: WrittenAdjustment, asked: boolean): string | null {
  if (adjustment.kind === "change") return null;
  const { problem } = adjustment;
  switch (problem) {
    case "below-zero":
      return adjustTexts.belowZero;
    case "too-long":
      return adjustTexts.tooLong;
    case "same":
      return asked ? adjustTexts.same : null;
    case "empty":
    case "unreadable":
    case "past-sixty":
    case "signed":
      return asked ? adjustTexts.badTime : null;
    default:
      return assertNever(problem, "problem of an adjustment");
  }
}
