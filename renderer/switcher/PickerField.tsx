import type { KeyboardEvent, RefObject } from "react";
import { switcherTexts } from "../../app/texts/switcher.ts";
import type { Picker } from "./use-picker.ts";
import { commandLetter } from "../focus/key-letter.ts";
import { optionId } from "./option-id.ts";
import { switcherKey } from "../focus/kept-focus.ts";
import { ShortcutKeys } from "../ui/ShortcutKeys.tsx";

interface PickerFieldProps {
  readonly picker: Picker;
  readonly inputRef: RefObject<HTMLInputElement | null>;
  /** Esc, after whatever was typed is gone; false lets the key go on. */
  readonly onLeave: () => boolean;
}

/** Types, walks and starts; the list itself never has the keyboard's focus. */
export function PickerField({ picker, inputRef, onLeave }: PickerFieldProps) {
  const { switcher, listId } = picker;
  const active = switcher.rows[switcher.active];
  const placeholder = picker.running === null ? switcherTexts.startPlaceholder : switcherTexts.switchPlaceholder;

  function onKeyDown(event: KeyboardEvent<HTMLInputElement>): void {
    // An input method uses the same keys to choose among its own suggestions.
    if (event.nativeEvent.isComposing) return;
    if (handleKey(event)) event.preventDefault();
  }

  function handleKey(event: KeyboardEvent<HTMLInputElement>): boolean {
    if ((event.ctrlKey || event.metaKey) && !event.altKey && commandLetter(event) === "d") return toggleFavourite();
    switch (event.key) {
      case "ArrowDown":
        switcher.move(1);
        return true;
      case "ArrowUp":
        switcher.move(-1);
        return true;
      case "Enter":
        if (active === undefined) return false;
        if (event.shiftKey) picker.logAndStart(active.project.id);
        else picker.start(active.project.id);
        return true;
      case "Escape":
        return leave();
      default:
        return false;
    }
  }

  function toggleFavourite(): boolean {
    if (active !== undefined) picker.toggleFavourite(active.project);
    return active !== undefined;
  }

  function leave(): boolean {
    if (switcher.text !== "") {
      switcher.setText("");
      return true;
    }
    const wasOpen = switcher.open;
    switcher.close();
    return wasOpen && onLeave();
  }

  return (
    <div className="find">
      <input
        ref={inputRef}
        className="find-input"
        data-focus-key={switcherKey}
        type="text"
        role="combobox"
        aria-label={placeholder}
        aria-autocomplete="list"
        aria-expanded={switcher.rows.length > 0}
        aria-controls={listId}
        aria-activedescendant={active === undefined ? undefined : optionId(listId, active)}
        aria-keyshortcuts="Control+D Meta+D"
        placeholder={placeholder}
        dir="auto"
        autoComplete="off"
        autoCapitalize="off"
        spellCheck={false}
        value={switcher.text}
        onChange={(event) => switcher.setText(event.currentTarget.value)}
        onKeyDown={onKeyDown}
      />
      {switcher.open ? <kbd aria-hidden="true">{switcherTexts.escapeKey}</kbd> : <ShortcutKeys />}
      <output className="visually-hidden">{picker.said}</output>
    </div>
  );
}
