import type { ReviewRow } from "../../app/contract/snapshot.ts";
import { reviewOutcomeText } from "../../app/texts/review.ts";
import { ProjectDot } from "../ui/ProjectDot.tsx";
import { useDuration } from "../ui/use-duration.ts";

/** A timer of the review that is none any more. */
export function EndedRow({ row }: { readonly row: ReviewRow }) {
  const duration = useDuration();
  const { project, outcome, minutes } = row;
  const logged = outcome.kind === "logged";
  return (
    <li className="row review-row">
      <span className={logged ? "review-mark review-mark-done" : "review-mark"} aria-hidden="true" />
      <div className="row-text">
        <span className="review-line">
          <ProjectDot color={project.color} />
          <span className="row-name" dir="auto" title={project.name}>
            {project.name}
          </span>
          {logged && <span className="review-time">{duration(minutes * 60)}</span>}
        </span>
        <span className="review-note">{reviewOutcomeText(outcome)}</span>
      </div>
    </li>
  );
}
