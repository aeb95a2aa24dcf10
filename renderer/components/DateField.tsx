import { useId } from "react";
import { strings } from "../../app/contract/strings.ts";

interface DateFieldProps {
  /** `YYYY-MM-DD`, or empty while a date is being typed. */
  readonly value: string;
  readonly presentDay: string;
  readonly onChange: (value: string) => void;
}

/** The system's own date field: its calendar and its keys are the ones that people know. */
export function DateField({ value, presentDay, onChange }: DateFieldProps) {
  const id = useId();
  return (
    <div className="field">
      <label htmlFor={id}>
        {strings.log.date}
        {value === presentDay && <span className="field-aside"> · {strings.log.today}</span>}
      </label>
      <input
        id={id}
        className="input"
        type="date"
        value={value}
        max="9999-12-31"
        aria-invalid={value === ""}
        aria-describedby={value === "" ? `${id}-problem` : undefined}
        onChange={(event) => onChange(event.currentTarget.value)}
      />
      {value === "" && (
        <p id={`${id}-problem`} className="field-problem">
          {strings.log.badDate}
        </p>
      )}
    </div>
  );
}
