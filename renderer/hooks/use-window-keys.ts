import { type RefObject, useEffect, useEffectEvent } from "react";
import { useWindowPorts } from "../window-ports.ts";

/** Esc hides the window unless something nearer had a use for it. */
export function useEscapeHidesWindow(): void {
  const { bridge } = useWindowPorts();
  useEffect(() => {
    function onKeyDown(event: KeyboardEvent): void {
      if (event.key !== "Escape" || event.defaultPrevented || event.isComposing) return;
      bridge.hideWindow().catch(() => undefined);
    }
    document.addEventListener("keydown", onKeyDown);
    return () => document.removeEventListener("keydown", onKeyDown);
  }, [bridge]);
}

/** A letter typed anywhere lands in the field, so that switching takes no aiming. Arrow down enters the list. */
export function useTypeAhead(field: RefObject<HTMLInputElement | null>, enterList: () => void): void {
  const onArrowDown = useEffectEvent(enterList);
  useEffect(() => {
    function onKeyDown(event: KeyboardEvent): void {
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
      if (event.target instanceof HTMLInputElement) return;
      // Space presses the focused button; longer names are keys that write nothing.
      const writes = event.key.length === 1 && event.key !== " ";
      // The browser writes the letter into whatever has the focus after this handler.
      if (writes || event.key === "ArrowDown") field.current?.focus();
      if (event.key !== "ArrowDown") return;
      event.preventDefault();
      onArrowDown();
    }
    document.addEventListener("keydown", onKeyDown);
    return () => document.removeEventListener("keydown", onKeyDown);
  }, [field]);
}
