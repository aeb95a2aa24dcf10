import { type FormEvent, useRef, useState } from "react";
import { expectedTimer } from "../../app/contract/expected-timer.ts";
import { adjustTexts } from "../../app/texts/sheets.ts";
import { elapsedSeconds } from "../../app/model/elapsed.ts";
import type { Problem } from "../../app/contract/problem.ts";
import { isRunning, type Timer } from "../../app/model/timer.ts";
import { readAdjustment, type WrittenAdjustment } from "./adjustment.ts";
import { AdjustField } from "./AdjustField.tsx";
import { ChangedNote, ChangedPart } from "./ChangedNote.tsx";
import { FailureNote } from "../ui/FailureNote.tsx";
import { QuickChanges } from "./QuickChanges.tsx";
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
        <QuickChanges shown={shown} busy={sending} onPick={(seconds) => void adjustBy(seconds)} />
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

function submitText(adjustment: WrittenAdjustment, duration: (seconds: number) => string): string {
  if (adjustment.kind !== "change") return adjustTexts.apply;
  const { seconds } = adjustment;
  return seconds < 0 ? adjustTexts.remove(duration(-seconds)) : adjustTexts.add(duration(seconds));
}
