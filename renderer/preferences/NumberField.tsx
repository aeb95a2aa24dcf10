import { type KeyboardEvent, useEffect, useEffectEvent, useId, useState } from "react";
import { preferencesTexts } from "../../app/texts/preferences.ts";

interface NumberFieldProps {
  readonly label: string;
  readonly hint: string;
  readonly value: number;
  readonly least: number;
  readonly most: number;
  readonly onChange: (value: number) => void;
}

/** A whole number between two others; taken with Enter or on leaving the field. */
export function NumberField({ label, hint, value, least, most, onChange }: NumberFieldProps) {
  const id = useId();
  /** What is being typed; null while the field shows what holds. */
  const [typed, setTyped] = useState<string | null>(null);
  const [isWrong, setWrong] = useState(false);

  function show(text: string | null): void {
    setTyped(text);
    setWrong(false);
  }

  function take(): void {
    if (typed === null) return;
    const number = /^\d{1,4}$/.test(typed.trim()) ? Number(typed) : Number.NaN;
    if (!(number >= least && number <= most)) return setWrong(true);
    if (number !== value) onChange(number);
    return show(null);
  }

  // A shortcut may replace the page: then no field gets a blur event.
  const takeAtEnd = useEffectEvent(take);
  useEffect(() => () => takeAtEnd(), []);

  function onKeyDown(event: KeyboardEvent): void {
    if (event.key === "Enter") take();
    if (event.key !== "Escape" || typed === null) return;
    // One step back is what held before, not the timers.
    event.preventDefault();
    show(null);
  }

  return (
    <div className="pref-row-group">
      <div className="pref-row">
        <label htmlFor={id} className="pref-label">
          {label}
        </label>
        <input
          id={id}
          className="input pref-time"
          type="text"
          inputMode="numeric"
          dir="ltr"
          autoComplete="off"
          value={typed ?? String(value)}
          aria-invalid={isWrong}
          aria-describedby={`${id}-note`}
          onFocus={(event) => event.currentTarget.select()}
          onChange={(event) => show(event.currentTarget.value)}
          onBlur={take}
          onKeyDown={onKeyDown}
        />
      </div>
      <p
        key={String(isWrong)}
        id={`${id}-note`}
        className={isWrong ? "field-problem" : "hint"}
        role={isWrong ? "alert" : undefined}
      >
        {isWrong ? preferencesTexts.numberBetween(least, most) : hint}
      </p>
    </div>
  );
}
