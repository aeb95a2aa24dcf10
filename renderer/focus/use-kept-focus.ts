import { useEffect, useLayoutEffect, useRef } from "react";
import { focusSwitcher } from "./switcher-focus.ts";

/**
 * Pause and Resume of one timer are two buttons in two places: when the pressed one leaves the page, the focus moves
 * to its counterpart instead of falling to the top of the page. Buttons name themselves by `data-focus-key`.
 */
export function useKeptFocus(): void {
  const lastKey = useRef<string | null>(null);

  useEffect(() => {
    function onFocus(event: FocusEvent): void {
      const element = event.target;
      lastKey.current = element instanceof HTMLElement ? (element.dataset["focusKey"] ?? null) : null;
    }
    function onPress(): void {
      // A press on bare background lets go of the focus on purpose; one on a button is followed by its own focus.
      lastKey.current = null;
    }
    document.addEventListener("focusin", onFocus);
    document.addEventListener("pointerdown", onPress);
    return () => {
      document.removeEventListener("focusin", onFocus);
      document.removeEventListener("pointerdown", onPress);
    };
  }, []);

  useLayoutEffect(() => {
    const key = lastKey.current;
    if (key === null || document.activeElement !== document.body) return;
    const counterpart = document.querySelector<HTMLElement>(`[data-focus-key="${key}"]`);
    // A timer that was discarded takes its buttons along: the way to have it back is then the nearest thing.
    (counterpart ?? document.querySelector<HTMLElement>('[data-focus-key="undo"]'))?.focus();
    focusSwitcher();
  });
}
