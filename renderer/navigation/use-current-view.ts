import { useCallback, useEffect, useRef, useState } from "react";
import type { Bridge } from "../../app/contract/requests.ts";
import { isAboutTimers, isSheetOf, mainView, type View } from "./view.ts";

export interface CurrentView {
  readonly view: View;
  /** A shortcut or the tray menu brought the person here, not a press in this window. */
  readonly summoned: boolean;
}

export interface Navigation {
  readonly currentView: CurrentView;
  readonly go: (view: View) => void;
  /**
   * From that view back to the timers; false when the user has gone elsewhere already. An answer may take seconds, and must
   * not take away what was opened meanwhile.
   */
  readonly leave: (view: View) => boolean;
}

const atTimers: CurrentView = { view: mainView, summoned: false };

/** Where the window is, and what leads elsewhere. Timers of an account that was left are nowhere to be. */
export function useCurrentView(bridge: Pick<Bridge, "onNavigate">, isSignedOut: boolean): Navigation {
  const [currentView, setWhereabouts] = useState(atTimers);
  const latest = useRef(currentView);

  const move = useCallback((next: CurrentView): void => {
    latest.current = next;
    setWhereabouts(next);
  }, []);
  const go = useCallback((view: View) => move({ view: view, summoned: false }), [move]);
  const leave = useCallback(
    (view: View): boolean => {
      if (latest.current.view !== view) return false;
      move(atTimers);
      return true;
    },
    [move],
  );

  useEffect(
    () =>
      bridge.onNavigate((view) => {
        const { view: here } = latest.current;
        // Called for once more, a sheet that is open stays the one that it is.
        move({ view: "projectId" in view && isSheetOf(here, view) ? here : view, summoned: true });
      }),
    [bridge, move],
  );
  useEffect(() => {
    if (isSignedOut && isAboutTimers(latest.current.view)) move(atTimers);
  }, [isSignedOut, move]);

  return { currentView, go, leave };
}
