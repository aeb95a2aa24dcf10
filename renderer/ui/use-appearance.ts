import { useLayoutEffect } from "react";
import type { Settings } from "../../app/contract/settings.ts";

/** Marks the page with the theme that was chosen; without a mark the system's theme holds. */
export function useAppearance(appearance: Settings["appearance"]): void {
  useLayoutEffect(() => {
    const root = document.documentElement;
    if (appearance === "system") delete root.dataset["theme"];
    else root.dataset["theme"] = appearance;
  }, [appearance]);
}
