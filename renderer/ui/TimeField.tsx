import type { RefObject } from "react";
import { logTexts } from "../../app/texts/sheets.ts";
import { Field } from "./Field.tsx";

interface TimeFieldProps {
  readonly fieldRef: RefObject<HTMLInputElement | null>;
  readonly value: string;
  readonly bad: boolean;
  readonly onChange: (value: string) => void;
}

/** A time as people write it, such as `1:30` or `90`. */
export function TimeField({ fieldRef, value, bad, onChange }: TimeFieldProps) {
  return (
    <Field
      label={logTexts.time}
      problem={bad ? logTexts.badTime : null}
      renderControl={(attributes) => (
        <input
          {...attributes}
          ref={fieldRef}
          type="text"
          autoComplete="off"
          spellCheck={false}
          value={value}
          // What stands there is most often kept or replaced whole.
          onFocus={(event) => event.currentTarget.select()}
          onChange={(event) => onChange(event.currentTarget.value)}
        />
      )}
    />
  );
}
