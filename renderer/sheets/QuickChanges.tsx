import { adjustTexts } from "../../app/texts/sheets.ts";
import { timersTexts } from "../../app/texts/timers.ts";
import { BusyButton } from "../ui/BusyButton.tsx";

const quickMinutes = [-15, -5, 5, 15] as const;

interface QuickChangesProps {
  /** The timer's seconds: it can't go below zero. */
  readonly shown: number;
  readonly busy: boolean;
  readonly onPick: (seconds: number) => void;
}

/** Buttons for the usual changes. */
export function QuickChanges({ shown, busy, onPick }: QuickChangesProps) {
  return (
    <div className="adjust-quick" role="group" aria-label={adjustTexts.quick}>
      {quickMinutes.map((minutes) => (
        <BusyButton
          key={minutes}
          busy={busy}
          disabled={shown + minutes * 60 < 0}
          label={quickLabel(minutes)}
          onPress={() => onPick(minutes * 60)}
        >
          {minutes < 0 ? timersTexts.removeMinutes(-minutes) : timersTexts.addMinutes(minutes)}
        </BusyButton>
      ))}
    </div>
  );
}

function quickLabel(minutes: number): string {
  return minutes < 0 ? timersTexts.removeMinutesLabel(-minutes) : timersTexts.addMinutesLabel(minutes);
}
