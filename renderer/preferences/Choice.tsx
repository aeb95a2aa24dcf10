import { useId } from "react";
import type { Unavailable } from "../../app/contract/unavailable.ts";
import { WhyNot } from "./Section.tsx";

export interface ChoiceOption<Value extends string> {
  readonly value: Value;
  readonly name: string;
  readonly detail?: string;
}

interface ChoiceProps<Value extends string> {
  readonly legend: string;
  /** The section's heading says the same. */
  readonly legendHidden?: boolean;
  readonly variant: "segments" | "list";
  readonly options: readonly ChoiceOption<Value>[];
  readonly value: Value;
  readonly unavailable?: Unavailable;
  readonly onChange: (value: Value) => void;
}

/** One of a few: the browser's own radio buttons, which bring their keys along. */
export function Choice<Value extends string>(props: ChoiceProps<Value>) {
  const { legend, legendHidden = false, variant, options, value, unavailable = null, onChange } = props;
  const id = useId();
  const why = unavailable === null ? undefined : `${id}-why`;
  return (
    <fieldset className="choice" disabled={unavailable !== null} aria-describedby={why}>
      <legend className={legendHidden ? "visually-hidden" : "pref-label"}>{legend}</legend>
      <div className={`choice-${variant}`}>
        {options.map((option) => (
          <label key={option.value} className="choice-option">
            <input type="radio" name={id} checked={option.value === value} onChange={() => onChange(option.value)} />
            <span className="choice-text">
              {option.name}
              {option.detail !== undefined && option.detail !== "" && <small className="hint">{option.detail}</small>}
            </span>
          </label>
        ))}
      </div>
      <WhyNot reason={unavailable} id={why} />
    </fieldset>
  );
}
