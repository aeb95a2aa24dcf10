import { useEffect, useEffectEvent, useState } from "react";
import type { Snapshot } from "../../app/contract/snapshot.ts";
import { assertNever } from "../../app/model/assert-never.ts";
import type { Timer } from "../../app/model/timer.ts";
import type { DraftText, SheetView } from "./drafts.ts";
import { useWindowPorts } from "../bridge/window-ports.ts";
import { AdjustSheet } from "./AdjustSheet.tsx";
import { DescribeSheet } from "./DescribeSheet.tsx";
import { LogSheet } from "./LogSheet.tsx";

interface TimerSheetProps {
  readonly view: SheetView;
  readonly snapshot: Snapshot;
  /** Answers false when the window is elsewhere already. */
  readonly onLeave: () => boolean;
}

/** The sheet of one timer. It keeps the timer as it was when it was opened: that is what the person decides by. */
export function TimerSheet({ view, snapshot, onLeave }: TimerSheetProps) {
  const { drafts } = useWindowPorts();
  const timer = snapshot.timers.find(({ projectId }) => projectId === view.projectId) ?? null;
  const [opened, setOpened] = useState<{ readonly timer: Timer | null; readonly times: number }>(() => ({
    timer: drafts.of(view)?.opened ?? timer,
    times: 0,
  }));
  // Called for from elsewhere when its timer was just gone: nobody may stay where nothing is to be seen.
  const isEmpty = opened.timer === null;
  const leaveEmpty = useEffectEvent(() => void onLeave());
  useEffect(() => {
    if (isEmpty) leaveEmpty();
  }, [isEmpty]);
  if (opened.timer === null) return null;

  const sheet = {
    view,
    timer,
    opened: opened.timer,
    onClose: () => {
      drafts.drop(view);
      onLeave();
    },
    onDone: (sent: DraftText) => {
      // The user may have left meanwhile and come back to write something else, which is kept.
      if (onLeave() || drafts.of(view)?.text === sent) drafts.drop(view);
    },
    onTakeOver: (newer: Timer) => {
      drafts.drop(view);
      setOpened({ timer: newer, times: opened.times + 1 });
    },
  };
  switch (view.kind) {
    case "log":
      return <LogSheet key={opened.times} {...sheet} today={snapshot.today?.date ?? null} />;
    case "adjust":
      return <AdjustSheet key={opened.times} {...sheet} />;
    case "describe":
      return <DescribeSheet key={opened.times} {...sheet} />;
    default:
      return assertNever(view, "sheet");
  }
}
