/**
 * Where the keyboard goes on when the element that had the focus leaves the page. Browsers then put the focus on
 * `document.body`, the top of the page; here it goes to the first of these that exists:
 *
 * 1. the counterpart: an element of the same `data-focus-key` (Pause and Resume of one timer are two buttons);
 * 2. the region around the element, where its screen names one;
 * 3. Undo: a timer that was discarded takes its buttons along;
 * 4. the switcher's field, from which every timer can be started.
 *
 * Sheets, questions and menus trap the focus and give it back themselves (Base UI, `initialFocus`). When the element
 * that a sheet would give it back to is gone, rule 4 holds, and so it does when a screen with a heading is left.
 */
import { type RefObject, useEffect, useLayoutEffect, useRef } from "react";

/** The name of the switcher's field among the values of `data-focus-key`. */
export const switcherKey = "switcher";
const undoKey = "undo";

interface Focused {
  readonly key: string | null;
  readonly inRegion: boolean;
}

const nothing: Focused = { key: null, inRegion: false };

/** Keeps the focus on a screen whose controls come and go; `region` is a focusable part of it. */
export function useKeptFocus(region?: RefObject<HTMLElement | null>): void {
  const last = useRef(nothing);

  useEffect(() => {
    function onFocus({ target }: FocusEvent): void {
      last.current = {
        key: target instanceof HTMLElement ? (target.dataset["focusKey"] ?? null) : null,
        inRegion: target instanceof Node && region?.current?.contains(target) === true,
      };
    }
    // A press on bare background gives up the focus on purpose; one on a button is followed by the button's own focus.
    function onPress(): void {
      last.current = nothing;
    }
    document.addEventListener("focusin", onFocus);
    document.addEventListener("pointerdown", onPress);
    return () => {
      document.removeEventListener("focusin", onFocus);
      document.removeEventListener("pointerdown", onPress);
    };
  }, [region]);

  // After each render: any of them may have removed the element.
  useLayoutEffect(() => {
    const { key, inRegion } = last.current;
    if (!isLost() || (key === null && !inRegion)) return;
    if (key !== null) focusKey(key);
    if (inRegion && isLost()) region?.current?.focus();
    if (isLost()) focusKey(undoKey);
    focusSwitcher();
  });
}

/** A screen that was navigated to is read from its heading; from there back, the focus is in the switcher's field. */
export function useHeadingFocus(heading: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    heading.current?.focus();
    return focusSwitcher;
  }, [heading]);
}

/** For a sheet: a timer that was logged takes along the button to which the focus would return. */
export function useFocusAfterSheet(): void {
  // The dialog gives the focus back within a frame after it has closed.
  useEffect(() => () => void requestAnimationFrame(focusSwitcher), []);
}

function focusSwitcher(): void {
  if (isLost()) focusKey(switcherKey);
}

function isLost(): boolean {
  return document.activeElement === document.body;
}

function focusKey(key: string): void {
  document.querySelector<HTMLElement>(`[data-focus-key="${key}"]`)?.focus();
}
