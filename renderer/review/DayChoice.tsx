import { logTexts } from "../../app/texts/sheets.ts";
import { reviewTexts } from "../../app/texts/review.ts";
import { longDate } from "../ui/calendar.ts";

interface DayChoiceProps {
  readonly project: string;
  readonly days: readonly string[];
  readonly presentDay: string;
  readonly value: string;
  readonly busy: boolean;
  readonly onChange: (date: string) => void;
}

/** A timer that was begun on another day: which of the two its time belongs to. */
export function DayChoice({ project, days, presentDay, value, busy, onChange }: DayChoiceProps) {
  return (
    <span role="group" className="review-days" aria-label={reviewTexts.dayOf(project)}>
      {days.map((day) => (
        <button
          key={day}
          type="button"
          className="button button-outlined"
          aria-pressed={day === value}
          aria-disabled={busy}
          onClick={() => {
            if (!busy) onChange(day);
          }}
        >
          {longDate(day)}
          {day === presentDay && `, ${logTexts.today}`}
        </button>
      ))}
    </span>
  );
}
