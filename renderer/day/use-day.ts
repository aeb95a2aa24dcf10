import { useEffect, useState } from "react";
import type { DayEntry } from "../../app/contract/day.ts";
import type { Problem } from "../../app/contract/problem.ts";
import { useWindowPorts } from "../bridge/window-ports.ts";

export type DayRead =
  | { readonly kind: "reading" }
  | { readonly kind: "read"; readonly entries: readonly DayEntry[] }
  | { readonly kind: "failed"; readonly problem: Problem };

/** The entries of that day, read again whenever they may be others; what was read stays until then. */
export function useDay(date: string, revision: number): { readonly day: DayRead; readonly readAgain: () => void } {
  const { bridge } = useWindowPorts();
  const [day, setDay] = useState<DayRead>({ kind: "reading" });
  const [times, setTimes] = useState(0);
  useEffect(() => {
    let wanted = true;
    bridge.readDays({ from: date, to: date }).then(
      (result) => {
        if (wanted) setDay(result);
      },
      () => {
        if (wanted) setDay({ kind: "failed", problem: { kind: "unexpected" } });
      },
    );
    return () => {
      wanted = false;
    };
    // oxlint-disable-next-line react/exhaustive-effect-dependencies -- a new revision or another try reads anew
  }, [bridge, date, revision, times]);
  return { day, readAgain: () => setTimes((before) => before + 1) };
}
