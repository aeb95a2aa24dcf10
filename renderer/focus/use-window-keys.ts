import { type RefObject, useEffect, useEffectEvent } from "react";
import { commandLetter } from "./key-letter.ts";

/** Listens on the whole page. Not called for keys that something nearer has used, or that an input method is using. */
function usePageKeys(handle: (event: KeyboardEvent) => void): void {
  const onKey = useEffectEvent(handle);
  useEffect(() => {
    function onKeyDown(event: KeyboardEvent): void {
      if (!isCovered(event.key) && !event.defaultPrevented && !event.isComposing) onKey(event);
    }
    document.addEventListener("keydown", onKeyDown);
    return () => document.removeEventListener("keydown", onKeyDown);
  }, []);
}

/**
 * Sheets, menus and popovers close by themselves and have their own letters. What a resting pointer has opened has none
 * until it has the focus.
 */
function isCovered(key: string): boolean {
  return [...document.querySelectorAll<HTMLElement>("[data-overlay][data-open]")].some(
    (overlay) =>
      key === "Escape" || overlay.dataset["overlay"] !== "on-hover" || overlay.contains(document.activeElement),
  );
}

/** Esc goes one step back, whatever that is where the window stands. */
export function useEscape(goBack: () => void): void {
  usePageKeys((event) => {
    if (event.key === "Escape") goBack();
  });
}

/** Ctrl or Cmd with a letter, by that letter; with Shift as well, by `Shift` before it. */
export function useCommandKeys(actions: Readonly<Record<string, () => void>>): void {
  usePageKeys((event) => {
    if (!(event.ctrlKey || event.metaKey) || event.altKey) return;
    const letter = `${event.shiftKey ? "Shift " : ""}${commandLetter(event)}`;
    // In a text field Ctrl Z is the field's own.
    if (letter === "z" && event.target instanceof HTMLInputElement && event.target.value !== "") return;
    const action = actions[letter];
    if (action === undefined) return;
    event.preventDefault();
    action();
  });
}

/** A letter typed anywhere lands in the field, so that switching takes no aiming. Arrow down enters the list. */
export function useTypeAhead(field: RefObject<HTMLInputElement | null>, enterList: () => void): void {
  usePageKeys((event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target instanceof HTMLInputElement) return;
    // Space presses the focused button; longer names are keys that write nothing.
    const writes = event.key.length === 1 && event.key !== " ";
    // The browser writes the letter into whatever has the focus after this handler.
    if (writes || event.key === "ArrowDown") field.current?.focus();
    if (event.key !== "ArrowDown") return;
    event.preventDefault();
    enterList();
  });
}
