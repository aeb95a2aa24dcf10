import { useId } from "react";
import { type Weekday, weekdays } from "../../app/contract/setting-fields.ts";
import type { Settings } from "../../app/contract/settings.ts";
import { preferencesTexts } from "../../app/texts/preferences.ts";
import { readerLocale } from "../bridge/bridge.ts";

type WorkingHours = Settings["workingHours"];

interface WorkingHoursProps {
  readonly hours: WorkingHours;
  readonly onChange: (hours: WorkingHours) => void;
}

/** The days and hours in which reminders may come. */
export function WorkingHoursFields({ hours, onChange }: WorkingHoursProps) {
  const { workingDays, workFrom, workTo } = preferencesTexts;
  const changed = (day: Weekday, worked: boolean): readonly Weekday[] =>
    weekdays.filter((each) => (each === day ? worked : hours.days.includes(each)));
  return (
    <>
      <fieldset className="pref-days">
        <legend className="pref-label">{workingDays}</legend>
        {weekdays.map((day, index) => (
          <label key={day}>
            <input
              type="checkbox"
              checked={hours.days.includes(day)}
              onChange={(event) => onChange({ ...hours, days: [...changed(day, event.currentTarget.checked)] })}
            />
            {nameOf(index)}
          </label>
        ))}
      </fieldset>
      <TimeOfDay label={workFrom} value={hours.from} onChange={(from) => onChange({ ...hours, from })} />
      <TimeOfDay label={workTo} value={hours.to} onChange={(to) => onChange({ ...hours, to })} />
    </>
  );
}

interface TimeOfDayProps {
  readonly label: string;
  /** `HH:MM` */
  readonly value: string;
  readonly onChange: (value: string) => void;
}

export function TimeOfDay({ label, value, onChange }: TimeOfDayProps) {
  const id = useId();
  return (
    <div className="pref-row">
      <label htmlFor={id} className="pref-label">
        {label}
      </label>
      <input
        id={id}
        className="input"
        type="time"
        value={value}
        onChange={(event) => {
          // Empty while it is being typed.
          if (event.currentTarget.value !== "") onChange(event.currentTarget.value);
        }}
      />
    </div>
  );
}

/** In the reader's language. The first of January 2024 was a Monday. */
function nameOf(weekday: number): string {
  return new Date(2024, 0, 1 + weekday).toLocaleDateString(readerLocale(), { weekday: "short" });
}
