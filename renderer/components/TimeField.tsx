import { type RefObject, useId } from "react";
import { strings } from "../../app/contract/strings.ts";

interface TimeFieldProps {
  readonly fieldRef: RefObject<HTMLInputElement | null>;
  readonly value: string;
  readonly bad: boolean;
  readonly onChange: (value: string) => void;
}

export function TimeField({ fieldRef, value, bad, onChange }: TimeFieldProps) {
  const id = useId();
  return (
    <div className="field">
      <label htmlFor={id}>{strings.log.time}</label>
      <input
        ref={fieldRef}
        id={id}
        className="input"
        type="text"
        autoComplete="off"
        spellCheck={false}
        value={value}
        aria-invalid={bad}
        aria-describedby={bad ? `${id}-problem` : undefined}
        // What stands there is most often kept or replaced whole.
        onFocus={(event) => event.currentTarget.select()}
        onChange={(event) => onChange(event.currentTarget.value)}
      />
      {bad && (
        <p id={`${id}-problem`} className="field-problem">
          {strings.log.badTime}
        </p>
      )}
    </div>
  );
}
