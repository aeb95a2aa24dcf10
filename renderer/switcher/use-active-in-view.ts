import { useEffect, useRef } from "react";

/**
 * Scrolls to the option that Enter starts. Scrolling makes the browser lay out the page at once, which the time from a key press to its
 * list has no time for: the first option of a list that nobody has scrolled is in sight anyway.
 */
export function useActiveInView(listId: string, activeId: string | null, view: number): void {
  const isScrolled = useRef(false);

  useEffect(() => {
    function onScroll({ target }: Event): void {
      if (!(target instanceof Element) || !target.contains(document.getElementById(listId))) return;
      isScrolled.current = target.scrollTop > 0;
    }
    // What scrolls depends on the window's size. Scroll events do not bubble, but can be caught.
    document.addEventListener("scroll", onScroll, { capture: true, passive: true });
    return () => document.removeEventListener("scroll", onScroll, { capture: true });
  }, [listId]);

  useEffect(() => {
    if (activeId === null || (view === 0 && !isScrolled.current)) return;
    document.getElementById(activeId)?.scrollIntoView({ block: "nearest" });
  }, [activeId, view]);
}
