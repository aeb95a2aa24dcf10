import { memo } from "react";
import { timersTexts } from "../../app/texts/timers.ts";

interface NoTimerProps {
  /** False until the account's timers were read. */
  readonly known: boolean;
  /** A timer could not be read: it may be the running one. */
  readonly unreadable: boolean;
  /** The account cannot be asked. */
  readonly offline: boolean;
}

/** What stands in the running timer's position when there is none, or none is known. */
export const NoTimer = memo(function NoTimer({ known, unreadable, offline }: NoTimerProps) {
  const knownTitle = unreadable ? timersTexts.noReadableTimer : timersTexts.noTimerTitle;
  const unknown = offline ? timersTexts.timersUnknown : timersTexts.lookingForTimers;
  return (
    <section className="empty" aria-labelledby="now-heading">
      <div className={known || offline ? "ring" : "ring ring-busy"} aria-hidden="true" />
      <h2 id="now-heading" className="empty-title">
        {known ? knownTitle : unknown}
      </h2>
      {known && !unreadable && <p className="empty-hint">{timersTexts.noTimerHint}</p>}
    </section>
  );
});
