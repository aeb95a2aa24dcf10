import { type RefObject, useEffect } from "react";
import { focusSwitcher } from "./switcher-focus.ts";

/** Whoever comes to a page begins to read at its heading; whoever goes back to the timers from there is in their field. */
export function usePageFocus(heading: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    heading.current?.focus();
    return focusSwitcher;
  }, [heading]);
}
