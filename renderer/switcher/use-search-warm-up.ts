import { useEffect, useEffectEvent } from "react";
import { noUsage, type ProjectIndex } from "../../app/search/search.ts";
import { drawnMore } from "./switcher-state.ts";

/** What most projects have in their names, in most languages. */
export const warmUpQueries = ["e", "n", "en", "e n"] as const;

/**
 * Searches a little while nobody waits for it, and draws what was found where nobody sees it: the first letter would
 * otherwise wait for code that was never run to be compiled, which takes ten times as long as to run it, and for rows
 * to be made.
 */
export function useSearchWarmUp(index: ProjectIndex, draw: () => void): void {
  const onWarm = useEffectEvent(draw);
  useEffect(() => {
    const warmUp = requestIdleCallback(() => {
      for (const query of warmUpQueries) index.search(query, noUsage, drawnMore);
      onWarm();
    });
    return () => cancelIdleCallback(warmUp);
  }, [index]);
}
