import type { RefObject } from "react";
import { logTexts } from "../../app/texts/sheets.ts";
import { Field } from "./Field.tsx";

interface DateFieldProps {
  readonly fieldRef: RefObject<HTMLInputElement | null>;
  /** `YYYY-MM-DD`, or empty while a date is being typed. */
  readonly value: string;
  readonly presentDay: string;
  readonly onChange: (value: string) => void;
}

/** The system's own date field: its calendar and its keys are the ones that people know. */
export function DateField({ fieldRef, value, presentDay, onChange }: DateFieldProps) {
  return (
    <Field
      label={
        <>
          {logTexts.date}
          {value === presentDay && <span className="field-aside"> · {logTexts.today}</span>}
        </>
      }
      problem={value === "" ? logTexts.badDate : null}
      renderControl={(attributes) => (
        <input
          {...attributes}
          ref={fieldRef}
          type="date"
          value={value}
          max="9999-12-31"
          onChange={(event) => onChange(event.currentTarget.value)}
        />
      )}
    />
  );
}
