import type { KeyboardEvent, RefObject } from "react";
import type { ReviewEdit } from "../../app/model/review.ts";
import { reviewTexts } from "../../app/texts/review.ts";
import type { ReviewLine } from "./review-lines.ts";
import { EndedRow } from "./EndedRow.tsx";
import { ReviewRow } from "./ReviewRow.tsx";

interface ReviewListProps {
  readonly listRef: RefObject<HTMLUListElement | null>;
  readonly lines: readonly ReviewLine[];
  readonly presentDay: string;
  /** The timer whose row is open. */
  readonly editing: number | null;
  readonly busy: boolean;
  readonly onKeyDown: (event: KeyboardEvent<HTMLElement>) => void;
  readonly onEdit: (id: number, change: ReviewEdit) => void;
  readonly onOpen: (id: number | null) => void;
}

export function ReviewList({ listRef, lines, presentDay, editing, busy, onKeyDown, onEdit, onOpen }: ReviewListProps) {
  if (lines.length === 0) {
    return (
      <div className="empty">
        <h2 className="empty-title">{reviewTexts.nothing}</h2>
        <p className="empty-hint">{reviewTexts.nothingHint}</p>
      </div>
    );
  }
  // With nothing in it that Tab reaches, the list itself must be reached, or it can't be scrolled.
  const canBeEntered = lines.some(({ kind }) => kind === "timer") && !busy;
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- its boxes are what is pressed
    <ul
      ref={listRef}
      className="lists rows review-rows"
      aria-label={reviewTexts.list}
      tabIndex={canBeEntered ? -1 : 0}
      onKeyDown={onKeyDown}
    >
      {lines.map((line) =>
        line.kind === "ended" ? (
          <EndedRow key={line.id} row={line.row} />
        ) : (
          <ReviewRow
            key={line.id}
            item={line.item}
            outcome={line.outcome}
            presentDay={presentDay}
            open={editing === line.id}
            busy={busy}
            onEdit={(change) => onEdit(line.id, change)}
            onOpen={(open) => onOpen(open ? line.id : null)}
          />
        ),
      )}
    </ul>
  );
}
