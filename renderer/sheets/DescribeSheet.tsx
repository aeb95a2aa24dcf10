import { type FormEvent, useRef, useState } from "react";
import { expectedTimer } from "../../app/contract/expected-timer.ts";
import { describeTexts } from "../../app/texts/sheets.ts";
import type { Problem } from "../../app/contract/problem.ts";
import type { Timer } from "../../app/model/timer.ts";
import { ChangedPart, ChangedWordsNote } from "./ChangedNote.tsx";
import { DescriptionField } from "./DescriptionField.tsx";
import { FailureNote } from "../ui/FailureNote.tsx";
import { Sheet, SheetEnd } from "./Sheet.tsx";
import { useCommand } from "../bridge/use-command.ts";
import { useDraft } from "./use-draft.ts";
import { type DraftText, hasDoneItsPart, isTouched, type SheetView } from "./drafts.ts";
import { aboutTags } from "./about-tags.ts";
import { useWindowPorts } from "../bridge/window-ports.ts";

interface DescribeSheetProps {
  readonly view: SheetView;
  /** As the snapshot has it now; null when it is gone. */
  readonly timer: Timer | null;
  /** As it was when the sheet was opened: what the person decides by. */
  readonly opened: Timer;
  readonly onClose: () => void;
  /** What was sent is done with. */
  readonly onDone: (sent: DraftText) => void;
  readonly onTakeOver: (timer: Timer) => void;
}

/** What is being worked on, in the person's own words. */
export function DescribeSheet({ view, timer, opened, onClose, onDone, onTakeOver }: DescribeSheetProps) {
  const { monotonicNow } = useWindowPorts();
  const { sending, send } = useCommand();
  const field = useRef<HTMLTextAreaElement>(null);
  const { text, write } = useDraft(view, opened);
  const description = text.description ?? opened.description;
  const [failure, setFailure] = useState<Problem | null>(null);

  async function submit(event: FormEvent): Promise<void> {
    event.preventDefault();
    if (sending) return;
    // What is shown there is what is written already.
    if (timer?.id === opened.id && description === timer.description) return onClose();
    setFailure(null);
    const result = await send({
      kind: "describe",
      projectId: opened.projectId,
      description,
      expected: expectedTimer(opened, monotonicNow()),
    });
    if (result?.kind === "failed") setFailure(result.problem);
    else if (hasDoneItsPart(result, text)) onDone(text);
  }

  return (
    <Sheet
      title={describeTexts.title(opened.project.name)}
      onClose={onClose}
      written={isTouched(text)}
      initialFocus={field}
    >
      <form onSubmit={(event) => void submit(event)} noValidate>
        <ChangedPart>
          {!sending && <ChangedWordsNote timer={timer} opened={opened} written={description} onTakeOver={onTakeOver} />}
        </ChangedPart>
        <DescriptionField
          fieldRef={field}
          value={description}
          onChange={(written) => write({ description: written === opened.description ? null : written })}
          problem={aboutTags(failure)}
        />
        <FailureNote failure={failure} />
        <SheetEnd onCancel={onClose} busy={sending} disabled={timer === null} submit={describeTexts.save} />
      </form>
    </Sheet>
  );
}
