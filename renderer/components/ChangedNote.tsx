import { strings } from "../../app/contract/strings.ts";
import { elapsedSeconds } from "../../app/model/elapsed.ts";
import type { Timer } from "../../app/model/timer.ts";
import { useDuration } from "../hooks/use-duration.ts";
import { timerInWords } from "../timer-words.ts";
import { useWindowPorts } from "../window-ports.ts";

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
    <div className="note-changed" role="status">
      <span>{strings.log.changedElsewhere(timerInWords(timer, time))}</span>
      {timer !== null && (
        <button type="button" className="button button-outlined" onClick={() => onTakeOver(timer)}>
          {strings.log.takeOver}
        </button>
      )}
    </div>
  );
}

/** The server counts whole seconds, and an answer takes a moment: clocks closer than this are the same clock. */
const toleranceSeconds = 3;

function isTheSame(timer: Timer, opened: Timer): boolean {
  if (timer.state !== opened.state || timer.description !== opened.description) return false;
  return Math.abs(originOf(timer) - originOf(opened)) <= toleranceSeconds;
}

/** The same for two anchors of one running clock; of a standing clock, its seconds. */
function originOf({ state, anchor }: Timer): number {
  return state === "running" ? anchor.seconds - anchor.monotonicAt / 1000 : anchor.seconds;
}
