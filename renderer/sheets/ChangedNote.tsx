import type { ReactNode } from "react";
import { describeTexts, logTexts } from "../../app/texts/sheets.ts";
import { timersTexts } from "../../app/texts/timers.ts";
import { elapsedSeconds } from "../../app/model/elapsed.ts";
import type { Timer } from "../../app/model/timer.ts";
import { useDuration } from "../ui/use-duration.ts";
import { timerInWords } from "../timers/timer-words.ts";
import { useWindowPorts } from "../bridge/window-ports.ts";

/** Where a sheet says so. Stands in it always, so that it is announced. */
export function ChangedPart({ children }: { readonly children: ReactNode }) {
  return <div role="status">{children}</div>;
}

interface ChangedNoteProps {
  readonly timer: Timer | null;
  readonly opened: Timer;
  readonly onTakeOver: (timer: Timer) => void;
}

/** Says that the timer was changed elsewhere while its sheet was open, and offers to begin again with how it is now. */
export function ChangedNote({ timer, opened, onTakeOver }: ChangedNoteProps) {
  const { monotonicNow } = useWindowPorts();
  const duration = useDuration();
  if (timer !== null && isTheSame(timer, opened)) return null;
  const time = timer === null ? "" : duration(elapsedSeconds(timer, monotonicNow()));
  return (
    <Note timer={timer} onTakeOver={onTakeOver}>
      {logTexts.changedElsewhere(timerInWords(timer, time))}
    </Note>
  );
}

interface ChangedWordsNoteProps extends ChangedNoteProps {
  /** What is in the sheet's field. */
  readonly written: string;
}

/** The same where the description is all that matters: neither time nor state counts, nor what is written here, too. */
export function ChangedWordsNote({ timer, opened, written, onTakeOver }: ChangedWordsNoteProps) {
  if (timer?.id === opened.id && [opened.description, written].includes(timer.description)) return null;
  return (
    <Note timer={timer} onTakeOver={onTakeOver}>
      {wordsNow(timer, opened)}
    </Note>
  );
}

function wordsNow(timer: Timer | null, opened: Timer): string {
  if (timer === null) return logTexts.changedElsewhere(timersTexts.gone);
  if (timer.id !== opened.id) return describeTexts.begunAnew;
  if (timer.description.trim() === "") return describeTexts.removedElsewhere;
  return describeTexts.changedElsewhere(timer.description);
}

interface NoteProps {
  readonly timer: Timer | null;
  readonly onTakeOver: (timer: Timer) => void;
  readonly children: string;
}

function Note({ timer, onTakeOver, children }: NoteProps) {
  return (
    <div className="note-changed">
      <span className="note-text" title={children}>
        {children}
      </span>
      {timer !== null && (
        <button type="button" className="button button-outlined" onClick={() => onTakeOver(timer)}>
          {logTexts.takeOver}
        </button>
      )}
    </div>
  );
}

/** The server counts whole seconds, and an answer takes a moment: clocks closer than this are the same clock. */
const toleranceSeconds = 3;

function isTheSame(timer: Timer, opened: Timer): boolean {
  if (timer.id !== opened.id || timer.state !== opened.state || timer.description !== opened.description) return false;
  return Math.abs(originOf(timer) - originOf(opened)) <= toleranceSeconds;
}

/** The same for two anchors of one running clock; of a standing clock, its seconds. */
function originOf({ state, anchor }: Timer): number {
  return state === "running" ? anchor.seconds - anchor.monotonicAt / 1000 : anchor.seconds;
}
