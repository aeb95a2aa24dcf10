import { AlertDialog } from "@base-ui/react/alert-dialog";
import { type KeyboardEvent, useRef, useState } from "react";
import { flushSync } from "react-dom";
import type { ShownAbsence, Snapshot } from "../../app/contract/snapshot.ts";
import { absenceTexts } from "../../app/texts/absence.ts";
import type { Problem } from "../../app/contract/problem.ts";
import { useCommand } from "../bridge/use-command.ts";
import { formatInstantBriefly } from "../ui/time-of-day.ts";
import { useDuration } from "../ui/use-duration.ts";
import { useWindowPorts } from "../bridge/window-ports.ts";
import { FailureNote } from "../ui/FailureNote.tsx";
import type { AbsenceAnswer, ElsewhereKind } from "./absence-answer.ts";
import { AbsenceAnswers } from "./AbsenceAnswers.tsx";
import { ElsewhereForm } from "./ElsewhereForm.tsx";
import { QuestionFrame } from "./QuestionFrame.tsx";

interface AbsenceDialogProps {
  readonly absence: ShownAbsence;
  /** Its timer still runs. */
  readonly running: boolean;
  readonly projects: Pick<Snapshot, "projects" | "recentProjects">;
}

/** Time can be parted by the minute, from two minutes on. */
const shortestParted = 120;

/**
 * A timer ran on while nobody was there: what becomes of that time? Esc puts the window away and leaves the question,
 * in the tray menu and when the window opens again: no answer is given by a slip.
 */
export function AbsenceDialog({ absence, running, projects }: AbsenceDialogProps) {
  const { bridge, go } = useWindowPorts();
  const { send, sending } = useCommand();
  const keep = useRef<HTMLButtonElement>(null);
  const duration = useDuration();
  const { project, reason, from, meantToPause } = absence;
  const [failure, setFailure] = useState<Problem | null>(null);
  const [elsewhere, setElsewhere] = useState<ElsewhereKind | null>(null);
  /** Null: all of it. */
  const [part, setPart] = useState<number | null>(null);
  const seconds = part ?? absence.seconds;

  async function answer(chosen: AbsenceAnswer): Promise<boolean> {
    setFailure(null);
    const named = part === null ? chosen : { ...chosen, seconds: part };
    const result = await send({ kind: "answer-absence", from, ...named });
    if (result?.kind === "failed") setFailure(result.problem);
    return result?.kind === "done";
  }

  async function logUpToThen(): Promise<void> {
    if (await answer({ answer: "remove-and-pause" })) go({ kind: "log", projectId: project.id });
  }

  /** The button that led back is gone, and the keys are heard where the focus is. */
  function backToAnswers(): void {
    flushSync(() => setElsewhere(null));
    keep.current?.focus();
  }

  const keys: Readonly<Record<string, () => void>> = {
    k: () => void answer({ answer: "keep" }),
    r: () => void answer({ answer: "remove" }),
    ...(running && { p: () => void answer({ answer: "remove-and-pause" }) }),
    m: () => setElsewhere("move"),
    l: () => setElsewhere("log"),
    u: () => void logUpToThen(),
  };

  function onKeyDown(event: KeyboardEvent<HTMLElement>): void {
    const isTyping = event.target instanceof Element && event.target.matches("input, select, textarea");
    if (isTyping || event.ctrlKey || event.metaKey || event.altKey || elsewhere !== null || sending) return;
    const act = keys[event.key.toLowerCase()];
    if (act === undefined) return;
    event.preventDefault();
    act();
  }

  return (
    <QuestionFrame onEscape={() => void bridge.hideWindow().catch(() => undefined)} initialFocus={keep}>
      {/* oxlint-disable-next-line jsx-a11y/no-static-element-interactions -- keys of the dialog, each also a button */}
      <div onKeyDown={onKeyDown}>
        <AlertDialog.Title className="sheet-title" dir="auto">
          {absenceTexts.ranOn(project.name, duration(absence.seconds), absenceTexts.whileAway[reason])}
        </AlertDialog.Title>
        <AlertDialog.Description className="sheet-text" render={<div />}>
          <p>{sinceText(formatInstantBriefly(from), meantToPause, reason === "idle")}</p>
        </AlertDialog.Description>
        {absence.seconds >= shortestParted && (
          <label className="sheet-part">
            <span>{absenceTexts.howMuch}</span>
            <input
              type="range"
              min={60}
              max={Math.ceil(absence.seconds / 60) * 60}
              step={60}
              value={part ?? Math.ceil(absence.seconds / 60) * 60}
              aria-valuetext={duration(seconds)}
              onChange={({ currentTarget }) => {
                const chosen = Number(currentTarget.value);
                setPart(chosen >= absence.seconds ? null : chosen);
              }}
            />
            <output>{duration(seconds)}</output>
          </label>
        )}
        <FailureNote failure={failure} />
        {elsewhere === null ? (
          <AbsenceAnswers
            time={duration(seconds)}
            running={running}
            sending={sending}
            keep={keep}
            onAnswer={(chosen) => void answer({ answer: chosen })}
            onElsewhere={setElsewhere}
            onLogUpToThen={() => void logUpToThen()}
          />
        ) : (
          <ElsewhereForm
            kind={elsewhere}
            seconds={seconds}
            except={project.id}
            {...projects}
            sending={sending}
            onSend={(chosen) => void answer(chosen)}
            onBack={backToAnswers}
          />
        )}
      </div>
    </QuestionFrame>
  );
}

function sinceText(time: string, meantToPause: boolean, isIdle: boolean): string {
  if (!meantToPause) return absenceTexts.since(time);
  // Without input the pause is sent when the minutes have passed: nothing failed.
  return isIdle ? absenceTexts.pausedSince(time) : absenceTexts.notPausedSince(time);
}
