import type { RefObject } from "react";
import { absenceTexts } from "../../app/texts/absence.ts";
import { BusyButton } from "../ui/BusyButton.tsx";
import type { ElsewhereKind } from "./absence-answer.ts";

interface AbsenceAnswersProps {
  /** How much is answered for. */
  readonly time: string;
  readonly running: boolean;
  readonly sending: boolean;
  readonly keep: RefObject<HTMLButtonElement | null>;
  readonly onAnswer: (answer: "keep" | "remove" | "remove-and-pause") => void;
  readonly onElsewhere: (kind: ElsewhereKind) => void;
  readonly onLogUpToThen: () => void;
}

/** Whole answers, each with its key; the one that takes nothing away has the focus. */
export function AbsenceAnswers(props: AbsenceAnswersProps) {
  const { time, running, sending, keep, onAnswer, onElsewhere, onLogUpToThen } = props;
  const { removeAndPause, removeAndGoOn, remove, moveElsewhere, logElsewhere, logUpToThen } = absenceTexts;
  const answers: readonly (readonly [letter: string, text: string, act: () => void])[] = [
    ...(running ? ([["P", removeAndPause(time), () => onAnswer("remove-and-pause")]] as const) : []),
    ["R", running ? removeAndGoOn(time) : remove(time), () => onAnswer("remove")],
    ["M", moveElsewhere, () => onElsewhere("move")],
    ["L", logElsewhere, () => onElsewhere("log")],
    ["U", logUpToThen(time), onLogUpToThen],
  ];
  return (
    <div className="sheet-end sheet-choices">
      {answers.map(([letter, text, act]) => (
        <BusyButton key={letter} variant="outlined" busy={sending} onPress={act}>
          {text}
          <kbd aria-hidden="true">{letter}</kbd>
        </BusyButton>
      ))}
      <button
        ref={keep}
        type="button"
        className="button button-primary"
        aria-disabled={sending}
        onClick={() => {
          if (!sending) onAnswer("keep");
        }}
      >
        {absenceTexts.keep(time)}
        <kbd aria-hidden="true">K</kbd>
      </button>
    </div>
  );
}
