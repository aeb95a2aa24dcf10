import { AlertDialog } from "@base-ui/react/alert-dialog";
import { useRef, useState } from "react";
import type { Command } from "../../app/contract/command.ts";
import type { ShownAbsence } from "../../app/contract/snapshot.ts";
import { absenceTexts } from "../../app/texts/absence.ts";
import type { Problem } from "../../app/contract/problem.ts";
import { useCommand } from "../bridge/use-command.ts";
import { useDuration } from "../ui/use-duration.ts";
import { formatInstantBriefly } from "../ui/time-of-day.ts";
import { useWindowPorts } from "../bridge/window-ports.ts";
import { BusyButton } from "../ui/BusyButton.tsx";
import { FailureNote } from "../ui/FailureNote.tsx";
import { QuestionFrame } from "./QuestionFrame.tsx";

interface AbsenceDialogProps {
  readonly absence: ShownAbsence;
  /** Its timer still runs. */
  readonly running: boolean;
}

/**
 * A timer ran on while nobody was there: what becomes of that time? Esc puts the window away and leaves the question,
 * in the tray menu and when the window opens again: no answer is given by a slip.
 */
export function AbsenceDialog({ absence, running }: AbsenceDialogProps) {
  const { bridge } = useWindowPorts();
  const { send, sending } = useCommand();
  const keep = useRef<HTMLButtonElement>(null);
  const duration = useDuration();
  const { project, reason, from, seconds, meantToPause } = absence;
  const time = duration(seconds);
  const [failure, setFailure] = useState<Problem | null>(null);

  async function answer(chosen: Extract<Command, { kind: "answer-absence" }>["answer"]): Promise<void> {
    setFailure(null);
    const result = await send({ kind: "answer-absence", from, answer: chosen });
    if (result?.kind === "failed") setFailure(result.problem);
  }

  return (
    <QuestionFrame onEscape={() => void bridge.hideWindow().catch(() => undefined)} initialFocus={keep}>
      <AlertDialog.Title className="sheet-title" dir="auto">
        {absenceTexts.ranOn(project.name, time, absenceTexts.whileAway[reason])}
      </AlertDialog.Title>
      <AlertDialog.Description className="sheet-text" render={<div />}>
        <p>
          {meantToPause
            ? absenceTexts.notPausedSince(formatInstantBriefly(from))
            : absenceTexts.since(formatInstantBriefly(from))}
        </p>
      </AlertDialog.Description>
      <FailureNote failure={failure} />
      <div className="sheet-end sheet-choices">
        {running && (
          <BusyButton variant="outlined" busy={sending} onPress={() => void answer("remove-and-pause")}>
            {absenceTexts.removeAndPause(time)}
          </BusyButton>
        )}
        <BusyButton variant="outlined" busy={sending} onPress={() => void answer("remove")}>
          {running ? absenceTexts.removeAndGoOn(time) : absenceTexts.remove(time)}
        </BusyButton>
        <button
          ref={keep}
          type="button"
          className="button button-primary"
          aria-disabled={sending}
          onClick={() => {
            if (!sending) void answer("keep");
          }}
        >
          {absenceTexts.keep(time)}
        </button>
      </div>
    </QuestionFrame>
  );
}
