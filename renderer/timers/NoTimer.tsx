import { memo } from "react";
import { timersTexts } from "../../app/texts/timers.ts";

interface NoTimerProps {
  /** False until the account has told its timers. */
  readonly known: boolean;
  /** The account cannot be asked. */
  readonly offline: boolean;
}

/** What stands in the running timer's position when there is none, or none is known. */
export const NoTimer = memo(function NoTimer({ known, offline }: NoTimerProps) {
  const unknown = offline ? timersTexts.timersUnknown : timersTexts.lookingForTimers;
  return (
    <section className="empty" aria-labelledby="now-heading">
      <div className={known || offline ? "ring" : "ring ring-busy"} aria-hidden="true" />
      <h2 id="now-heading" className="empty-title">
        {known ? timersTexts.noTimerTitle : unknown}
      </h2>
      {known && <p className="empty-hint">{timersTexts.noTimerHint}</p>}
    </section>
  );
});
