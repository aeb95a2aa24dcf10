import { type KeyboardEvent, useId, useRef, useState } from "react";
import type { ShortcutName } from "../../app/contract/setting-fields.ts";
import type { Capabilities } from "../../app/contract/settings.ts";
import { preferencesTexts } from "../../app/texts/preferences.ts";
import { acceleratorKeys, acceleratorOf } from "./accelerator.ts";

interface ShortcutFieldProps {
  readonly name: ShortcutName;
  readonly value: string | null;
  readonly platform: Capabilities["platform"];
  readonly disabled: boolean;
  /** What is wrong with these keys; null when nothing is. */
  readonly problem: string | null;
  readonly onChange: (value: string | null) => void;
}

/** Shows a shortcut; pressed, it takes the next keys as the new one. */
export function ShortcutField({ name, value, platform, disabled, problem, onChange }: ShortcutFieldProps) {
  const id = useId();
  const recorder = useRef<HTMLButtonElement>(null);
  const [recording, setRecording] = useState(false);
  const [halfPressed, setHalfPressed] = useState(false);
  const label = preferencesTexts.shortcut[name];
  const keys = value === null ? preferencesTexts.noShortcut : acceleratorKeys(value, platform);
  const note = halfPressed ? preferencesTexts.needsModifier : problem;

  function onKeyDown(event: KeyboardEvent): void {
    // Tab leaves, as everywhere.
    if (!recording || event.key === "Tab") return;
    event.preventDefault();
    const pressed = acceleratorOf(event.nativeEvent, platform);
    if (event.key === "Escape") return stop();
    if (pressed === null) return setHalfPressed(!isModifier(event.key));
    stop();
    onChange(pressed);
  }

  function stop(): void {
    setRecording(false);
    setHalfPressed(false);
  }

  return (
    <div className="pref-row-group">
      <div className="pref-row">
        <span className="pref-label">{label}</span>
        {value !== null && !disabled && (
          <button
            type="button"
            className="button button-quiet button-small"
            aria-label={preferencesTexts.clearShortcut(label)}
            onClick={() => {
              // What there is nothing more to remove of goes, and would take the focus along.
              recorder.current?.focus();
              onChange(null);
            }}
          >
            {preferencesTexts.clear}
          </button>
        )}
        <button
          ref={recorder}
          type="button"
          className={
            recording ? "button button-outlined shortcut shortcut-recording" : "button button-outlined shortcut"
          }
          disabled={disabled}
          aria-label={recording ? preferencesTexts.recording : preferencesTexts.record(label, keys)}
          aria-describedby={note === null ? undefined : `${id}-note`}
          onClick={() => setRecording(true)}
          onBlur={stop}
          onKeyDown={onKeyDown}
        >
          {recording ? preferencesTexts.recording : keys}
        </button>
      </div>
      {note !== null && (
        <p id={`${id}-note`} className="field-problem" role="alert">
          {note}
        </p>
      )}
    </div>
  );
}

function isModifier(key: string): boolean {
  return ["Control", "Shift", "Alt", "Meta", "AltGraph", "CapsLock", "Dead"].includes(key);
}
