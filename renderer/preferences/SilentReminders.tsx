import { useState } from "react";
import { preferencesTexts } from "../../app/texts/preferences.ts";
import { formatInstantBriefly } from "../ui/time-of-day.ts";

interface SilentRemindersProps {
  /** Epoch milliseconds; null while they are not paused. */
  readonly until: number | null;
  readonly onChange: (until: number | null) => void;
}

const hour = 3_600_000;

/** Pauses the reminders for a while, and says until when. */
export function SilentReminders({ until, onChange }: SilentRemindersProps) {
  const { silentUntil, silentHour, silentToday, remindAgain, pauseReminders } = preferencesTexts;
  /** A pause that was over when the page opened is none. */
  const [openedAt] = useState(Date.now);
  if (until !== null && until > openedAt) {
    return (
      <div className="pref-row">
        <span className="pref-label">{silentUntil(formatInstantBriefly(until))}</span>
        <button type="button" className="button button-small" onClick={() => onChange(null)}>
          {remindAgain}
        </button>
      </div>
    );
  }
  return (
    <div className="pref-row" role="group" aria-label={pauseReminders}>
      <span className="pref-label">{pauseReminders}</span>
      <button type="button" className="button button-small" onClick={() => onChange(Date.now() + hour)}>
        {silentHour}
      </button>
      <button type="button" className="button button-small" onClick={() => onChange(new Date().setHours(24, 0, 0, 0))}>
        {silentToday}
      </button>
    </div>
  );
}
