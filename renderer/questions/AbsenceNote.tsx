import type { PendingCommand, ShownAbsence } from "../../app/contract/snapshot.ts";
import { absenceTexts } from "../../app/texts/absence.ts";
import { timersTexts } from "../../app/texts/timers.ts";
import { windowTexts } from "../../app/texts/window.ts";
import { isPending } from "../bridge/is-pending.ts";
import { formatInstantBriefly } from "../ui/time-of-day.ts";
import { CommandButton } from "../ui/CommandButton.tsx";

interface AbsenceNoteProps {
  /** Null where nothing was paused. */
  readonly absence: ShownAbsence | null;
  readonly pending: readonly PendingCommand[];
}

/** A timer was paused when the computer was left, and what resumes it. Always in the page, so that a change is announced. */
export function AbsenceNote({ absence, pending }: AbsenceNoteProps) {
  return (
    <div role="status" className="note-region">
      {absence !== null && <Note absence={absence} pending={pending} />}
    </div>
  );
}

function Note({ absence, pending }: AbsenceNoteProps & { readonly absence: ShownAbsence }) {
  const { project, from, reason } = absence;
  return (
    <div className="note">
      <p className="note-text" dir="auto">
        {absenceTexts.paused(project.name, formatInstantBriefly(from), absenceTexts.whenLeft[reason])}
      </p>
      <div className="note-verbs">
        <CommandButton
          variant="outlined"
          command={{ kind: "start", projectId: project.id }}
          pending={isPending(pending, project.id, "start")}
          focusKey="absence-resume"
        >
          {timersTexts.resume}
        </CommandButton>
        <CommandButton
          variant="outlined"
          command={{ kind: "answer-absence", from, answer: "keep" }}
          pending={false}
          focusKey="absence-dismiss"
        >
          {windowTexts.dismiss}
        </CommandButton>
      </div>
    </div>
  );
}
