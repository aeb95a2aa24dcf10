import type { RefObject } from "react";
import type { ShownReview } from "../../app/contract/snapshot.ts";
import type { ReviewSum } from "../../app/model/review.ts";
import { reviewEndText, reviewSummary, reviewTexts } from "../../app/texts/review.ts";
import { useDuration } from "../ui/use-duration.ts";

interface ReviewFootProps {
  readonly buttonRef: RefObject<HTMLButtonElement | null>;
  readonly sum: ReviewSum;
  readonly review: ShownReview | null;
  readonly busy: boolean;
  readonly isDone: boolean;
  readonly onLog: () => void;
}

/** The sum before and after rounding, how far it is, what came of it; and the one button. */
export function ReviewFoot({ buttonRef, sum, review, busy, isDone, onLog }: ReviewFootProps) {
  const duration = useDuration();
  return (
    <footer className="review-foot">
      <p className="review-sum" role="status">
        {words(sum, review, busy, duration)}
      </p>
      {!busy && sum.timers > 0 && <p className="hint">{reviewTexts.hint}</p>}
      <button
        ref={buttonRef}
        type="button"
        className="button button-primary button-wide"
        aria-busy={busy}
        aria-disabled={busy || (!isDone && sum.timers === 0)}
        onClick={onLog}
      >
        {buttonText(sum, busy, isDone, duration)}
      </button>
    </footer>
  );
}

function words(
  sum: ReviewSum,
  review: ShownReview | null,
  busy: boolean,
  duration: (seconds: number) => string,
): string {
  if (review === null) return sum.timers === 0 ? "" : reviewSummary(sum, duration);
  if (busy) {
    const left = review.rows.filter(({ outcome }) => outcome.kind === "waiting" || outcome.kind === "sending").length;
    return reviewTexts.under(left);
  }
  const logged = review.rows.filter(({ outcome }) => outcome.kind === "logged");
  const minutes = logged.reduce((all, row) => all + row.minutes, 0);
  const projects = new Set(logged.map(({ project }) => project.id)).size;
  const end = { timers: logged.length, projects, minutes, logged: minutes };
  return reviewEndText(end, review.rows.length - logged.length, duration);
}

function buttonText(sum: ReviewSum, busy: boolean, isDone: boolean, duration: (seconds: number) => string): string {
  if (isDone) return reviewTexts.done;
  if (sum.timers === 0 && !busy) return reviewTexts.logNone;
  return reviewTexts.log(sum.timers, duration(sum.logged * 60));
}
