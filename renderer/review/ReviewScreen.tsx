import { useEffect, useRef, useState } from "react";
import { expectedTimer } from "../../app/contract/expected-timer.ts";
import type { Snapshot } from "../../app/contract/snapshot.ts";
import { isRunning } from "../../app/model/timer.ts";
import { type ReviewEdit, reviewItems, reviewSum } from "../../app/model/review.ts";
import { reviewTexts } from "../../app/texts/review.ts";
import { useCommand } from "../bridge/use-command.ts";
import { useWindowPorts } from "../bridge/window-ports.ts";
import { useKeptFocus } from "../focus/kept-focus.ts";
import { mainView } from "../navigation/view.ts";
import { UndoBar } from "../timers/UndoBar.tsx";
import { localDate } from "../ui/calendar.ts";
import { ScreenHead } from "../ui/ScreenHead.tsx";
import { useCommandKeys } from "../focus/use-window-keys.ts";
import { useTicking } from "../ui/use-ticking.ts";
import { ReviewFoot } from "./ReviewFoot.tsx";
import { ReviewList } from "./ReviewList.tsx";
import { linesOf } from "./review-lines.ts";
import { useReviewKeys } from "./use-review-keys.ts";

/** Every timer that is not logged, as it will be logged; Enter logs all that are chosen. */
export function ReviewScreen({ snapshot }: { readonly snapshot: Snapshot }) {
  const { go, monotonicNow, bridge } = useWindowPorts();
  const { sending, send } = useCommand();
  const [edits, setEdits] = useState<ReadonlyMap<number, ReviewEdit>>(new Map());
  const [editing, setEditing] = useState<number | null>(null);
  const [started, setStarted] = useState(false);
  const [localDay] = useState(() => localDate(new Date()));
  const list = useRef<HTMLUListElement>(null);
  const submit = useRef<HTMLButtonElement>(null);
  const { timers, today } = snapshot;
  // Drawn anew by the minute, which is what is logged.
  useTicking(timers.find(isRunning)?.anchor ?? null, (now) => Math.floor(now / 60_000));

  const presentDay = today?.date ?? localDay;
  const items = reviewItems(timers, edits, {
    today: presentDay,
    loggedOn: (date) => (date === today?.date ? today.minutes.reduce((sum, { minutes }) => sum + minutes, 0) : 0),
    monotonicNow: monotonicNow(),
  });
  const review = started || snapshot.review?.underWay === true ? snapshot.review : null;
  const lines = linesOf(items, review);
  const sum = reviewSum(items);
  const busy = sending || review?.underWay === true;
  const isDone = !busy && items.length === 0;

  function edit(id: number, change: ReviewEdit): void {
    setEdits((before) => new Map(before).set(id, { ...before.get(id), ...change }));
  }

  function logAll(): void {
    if (isDone) return go(mainView);
    if (busy || sum.timers === 0) return;
    setStarted(true);
    setEditing(null);
    // The rows leave one by one.
    submit.current?.focus();
    const now = monotonicNow();
    const rows = items
      .filter(({ chosen }) => chosen)
      .map(({ timer, minutes, entryDate, description }) => ({
        projectId: timer.projectId,
        minutes,
        entryDate,
        description,
        expected: expectedTimer(timer, now),
      }));
    void send({ kind: "log-many", rows });
  }

  useKeptFocus(list);
  useCommandKeys({
    z: () => {
      if (snapshot.undo !== null) bridge.dispatch({ kind: "undo" }).catch(() => undefined);
    },
  });
  const onKeyDown = useReviewKeys({ items, presentDay, onEdit: edit, onOpen: setEditing, onLog: logAll });
  // The keyboard begins at the first row, not at the heading.
  useEffect(() => {
    list.current?.querySelector<HTMLElement>("input")?.focus();
  }, []);

  return (
    <>
      <main className="screen screen-page review">
        <ScreenHead title={reviewTexts.title} onBack={() => go(mainView)} />
        <ReviewList
          listRef={list}
          lines={lines}
          presentDay={presentDay}
          editing={editing}
          busy={busy}
          onKeyDown={onKeyDown}
          onEdit={edit}
          onOpen={setEditing}
        />
      </main>
      <UndoBar offer={busy ? null : snapshot.undo} />
      <ReviewFoot buttonRef={submit} sum={sum} review={review} busy={busy} isDone={isDone} onLog={logAll} />
    </>
  );
}
