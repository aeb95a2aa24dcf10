import type { ReactNode } from "react";
import { firstRunTexts } from "../../app/texts/first-run.ts";

/** `open`: the user has to act. */
type StepState = "done" | "waiting" | "open" | "attention";

interface StepProps {
  readonly state: StepState;
  readonly title: string;
  readonly children: ReactNode;
}

const stateInWords: Readonly<Record<StepState, string>> = {
  done: firstRunTexts.stepDone,
  waiting: firstRunTexts.stepWaiting,
  open: firstRunTexts.stepOpen,
  attention: firstRunTexts.stepAttention,
};

/** One step of the first run; its state is announced when it changes. */
export function Step({ state, title, children }: StepProps) {
  return (
    <li className="step" aria-live="polite">
      <span className={`step-mark step-${state}`} aria-hidden="true">
        {state === "done" && (
          <svg viewBox="0 0 12 12">
            <path d="m2.5 6.2 2.4 2.4 4.6-5" />
          </svg>
        )}
      </span>
      <div className="step-text">
        <strong>
          <span className="visually-hidden">{stateInWords[state]} </span>
          {title}
        </strong>
        <div className="step-detail">{children}</div>
      </div>
    </li>
  );
}
