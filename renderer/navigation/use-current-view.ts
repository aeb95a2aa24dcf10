import { useCallback, useEffect, useRef, useState } from "react";
import type { Bridge } from "../../app/contract/ipc.ts";
import { isAboutTimers, isSheetOf, mainPlace, type Place } from "./view.ts";

export interface Whereabouts {
  readonly place: Place;
  /** A shortcut or the tray menu brought the person here, not a press in this window. */
  readonly summoned: boolean;
}

export interface Ways {
  readonly whereabouts: Whereabouts;
  readonly go: (place: Place) => void;
  /**
   * From there back to the timers; false when somebody has gone elsewhere already. An answer may take seconds, and must
   * not take away what was opened meanwhile.
   */
  readonly leave: (place: Place) => boolean;
}

const atTimers: Whereabouts = { place: mainPlace, summoned: false };

/** Where the window is, and what leads elsewhere. Timers of an account that was left are nowhere to be. */
export function useWhereabouts(bridge: Pick<Bridge, "onNavigate">, isSignedOut: boolean): Ways {
  const [whereabouts, setWhereabouts] = useState(atTimers);
  const latest = useRef(whereabouts);

  const move = useCallback((next: Whereabouts): void => {
    latest.current = next;
    setWhereabouts(next);
  }, []);
  const go = useCallback((place: Place) => move({ place, summoned: false }), [move]);
  const leave = useCallback(
    (place: Place): boolean => {
      if (latest.current.place !== place) return false;
      move(atTimers);
      return true;
    },
    [move],
  );

  useEffect(
    () =>
      bridge.onNavigate((place) => {
        const { place: here } = latest.current;
        // Called for once more, a sheet that is open stays the one that it is.
        move({ place: "projectId" in place && isSheetOf(here, place) ? here : place, summoned: true });
      }),
    [bridge, move],
  );
  useEffect(() => {
    if (isSignedOut && isAboutTimers(latest.current.place)) move(atTimers);
  }, [isSignedOut, move]);

  return { whereabouts, go, leave };
}
