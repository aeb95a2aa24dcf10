import type { ReviewOutcome } from "../../app/contract/snapshot.ts";
import type { ReviewEdit, ReviewItem, ReviewWarning } from "../../app/model/review.ts";
import { isRunning } from "../../app/model/timer.ts";
import { reviewOutcomeText, reviewTexts, reviewWarningText } from "../../app/texts/review.ts";
import { Description } from "../timers/Description.tsx";
import { longDate } from "../ui/calendar.ts";
import { ProjectDot } from "../ui/ProjectDot.tsx";
import { useDuration } from "../ui/use-duration.ts";
import { DayChoice } from "./DayChoice.tsx";
import { RowEditor } from "./RowEditor.tsx";

interface ReviewRowProps {
  readonly item: ReviewItem;
  /** Of the review that was sent, where it was part of it. */
  readonly outcome: ReviewOutcome | null;
  readonly presentDay: string;
  readonly open: boolean;
  readonly busy: boolean;
  readonly onEdit: (change: ReviewEdit) => void;
  readonly onOpen: (open: boolean) => void;
}

/** One timer, as it will be logged: what is on the clock, what that becomes, its day, its words, and what to think of. */
export function ReviewRow({ item, outcome, presentDay, open, busy, onEdit, onOpen }: ReviewRowProps) {
  const duration = useDuration();
  const { timer, chosen, minutes, logged, entryDate, description } = item;
  const { project } = timer;
  const id = `review-${timer.id}`;
  const noteId = `${id}-note`;
  const otherDay = item.warnings.find((warning) => warning.kind === "other-day");
  const remarks = [
    ...item.warnings.map((warning) => warningText(warning, item, duration)),
    ...(outcome === null ? [] : [reviewOutcomeText(outcome)]),
  ].filter((remark) => remark !== "");
  const notes = [
    ...(isRunning(timer) ? [reviewTexts.running] : []),
    ...(otherDay === undefined && entryDate !== presentDay ? [longDate(entryDate)] : []),
  ];
  return (
    <li className="row review-row">
      <input
        id={id}
        type="checkbox"
        className="review-box"
        checked={chosen}
        disabled={busy}
        aria-describedby={noteId}
        onChange={(event) => onEdit({ chosen: event.currentTarget.checked })}
      />
      <div className="row-text">
        <label htmlFor={id} className="review-line">
          <ProjectDot color={project.color} />
          <span className="row-name" dir="auto" title={project.name}>
            {project.name}
          </span>
          <span className="review-time" aria-hidden="true">
            {logged === minutes
              ? duration(logged * 60)
              : reviewTexts.becomes(duration(minutes * 60), duration(logged * 60))}
          </span>
          <span className="visually-hidden">
            {reviewTexts.becomesInWords(duration(minutes * 60), duration(logged * 60))}
          </span>
        </label>
        <span id={noteId}>
          {description.trim() !== "" && (
            <span className="row-detail" dir="auto" title={description}>
              <Description text={description} />
            </span>
          )}
          {remarks.map((remark) => (
            <span key={remark} className="review-note review-remark">
              {remark}
            </span>
          ))}
          {notes.map((note) => (
            <span key={note} className="review-note">
              {note}
            </span>
          ))}
        </span>
        {otherDay !== undefined && timer.date !== null && !open && (
          <DayChoice
            project={project.name}
            days={[timer.date, presentDay]}
            presentDay={presentDay}
            value={entryDate}
            busy={busy}
            onChange={(date) => onEdit({ entryDate: date })}
          />
        )}
        {open && !busy && (
          <RowEditor item={item} presentDay={presentDay} boxId={id} onEdit={onEdit} onClose={() => onOpen(false)} />
        )}
      </div>
      {!open && (
        <button
          type="button"
          className="button button-quiet"
          aria-label={reviewTexts.editRow(project.name)}
          aria-disabled={busy}
          onClick={() => {
            if (!busy) onOpen(true);
          }}
        >
          {reviewTexts.edit}
        </button>
      )}
    </li>
  );
}

function warningText(warning: ReviewWarning, { entryDate }: ReviewItem, duration: (seconds: number) => string): string {
  return reviewWarningText(warning, entryDate, longDate, duration);
}
