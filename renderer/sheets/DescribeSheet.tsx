import { type FormEvent, useRef, useState } from "react";
import { strings } from "../../app/contract/strings.ts";
import type { Problem } from "../../app/model/problem.ts";
import type { Timer } from "../../app/model/timer.ts";
import { DescriptionField } from "../components/DescriptionField.tsx";
import { FailureNote } from "../components/FailureNote.tsx";
import { Sheet, SheetEnd } from "../components/Sheet.tsx";
import { useCommand } from "../hooks/use-command.ts";
import { useDraft } from "../hooks/use-draft.ts";
import type { SheetPlace } from "../drafts.ts";
import { aboutTags } from "../about-tags.ts";

interface DescribeSheetProps {
  readonly place: SheetPlace;
  readonly opened: Timer;
  readonly onClose: () => void;
}

/** What is being worked on, in the person's own words. */
export function DescribeSheet({ place, opened, onClose }: DescribeSheetProps) {
  const { sending, send } = useCommand();
  const field = useRef<HTMLTextAreaElement>(null);
  const { text, write } = useDraft(place, opened);
  const description = text.description ?? opened.description;
  const [failure, setFailure] = useState<Problem | null>(null);

  async function submit(event: FormEvent): Promise<void> {
    event.preventDefault();
    if (sending) return;
    if (description === opened.description) return onClose();
    setFailure(null);
    const result = await send({ kind: "describe", projectId: opened.projectId, description });
    if (result?.kind === "failed") setFailure(result.problem);
    else if (result !== null) onClose();
  }

  return (
    <Sheet title={strings.describe.title(opened.project.name)} onClose={onClose} initialFocus={field}>
      <form onSubmit={(event) => void submit(event)} noValidate>
        <DescriptionField
          fieldRef={field}
          value={description}
          onChange={(written) => write({ description: written === opened.description ? null : written })}
          problem={aboutTags(failure)}
        />
        <FailureNote failure={failure} />
        <SheetEnd onCancel={onClose} busy={sending} submit={strings.describe.save} />
      </form>
    </Sheet>
  );
}
