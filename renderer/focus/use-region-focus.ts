import { type RefObject, useEffect, useLayoutEffect, useRef } from "react";

/** A button that did its work leaves: the focus then goes to what it was in, not to the top of the page. */
export function useRegionFocus(region: RefObject<HTMLElement | null>, content: unknown): void {
  const within = useRef(false);
  useEffect(() => {
    const note = (event: FocusEvent): void => {
      within.current = event.target instanceof Node && region.current?.contains(event.target) === true;
    };
    document.addEventListener("focusin", note);
    return () => document.removeEventListener("focusin", note);
  }, [region]);
  useLayoutEffect(() => {
    if (within.current && document.activeElement === document.body) region.current?.focus();
    // oxlint-disable-next-line react/exhaustive-effect-dependencies -- other content may have fewer buttons
  }, [region, content]);
}
