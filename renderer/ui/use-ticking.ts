import { useCallback, useSyncExternalStore } from "react";
import { millisecondsToNextStep } from "../../app/model/elapsed.ts";
import type { Anchor } from "../../app/model/timer.ts";
import { useWindowPorts } from "../bridge/window-ports.ts";

/**
 * A value derived from the clock, computed anew at each whole second of `anchor`, and rendered only when it differs.
 * Nothing is scheduled without an anchor (no timer runs) or while the page is hidden.
 */
export function useTicking<Value extends string | number | boolean>(
  anchor: Anchor | null,
  derive: (monotonicNow: number) => Value,
): Value {
  const { monotonicNow } = useWindowPorts();
  const subscribe = useCallback(
    (onTick: () => void) => (anchor === null ? doNothing : everySecond(anchor, monotonicNow, onTick)),
    [anchor, monotonicNow],
  );
  return useSyncExternalStore(subscribe, () => derive(monotonicNow()));
}

function doNothing(): void {}

/** Calls `onTick` at each whole second of `anchor` while the page is visible, and once when it becomes visible. */
function everySecond(anchor: Anchor, monotonicNow: () => number, onTick: () => void): () => void {
  let handle: ReturnType<typeof setTimeout> | undefined;

  function schedule(): void {
    clearTimeout(handle);
    if (document.visibilityState !== "visible") return;
    // Browsers round their clock: one millisecond late is a tick, a hair early would be none.
    const delay = Math.ceil(millisecondsToNextStep(anchor, monotonicNow(), 1)) + 1;
    handle = setTimeout(tick, delay);
  }

  function tick(): void {
    onTick();
    schedule();
  }

  document.addEventListener("visibilitychange", tick);
  schedule();
  return () => {
    clearTimeout(handle);
    document.removeEventListener("visibilitychange", tick);
  };
}
