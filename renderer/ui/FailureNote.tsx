import { problemText } from "../../app/texts/problems.ts";
import type { Problem } from "../../app/contract/problem.ts";
import { aboutTags } from "../sheets/about-tags.ts";

/** Why a sheet's verb failed. What concerns the description is shown beside that. */
export function FailureNote({ failure }: { readonly failure: Problem | null }) {
  if (failure === null || aboutTags(failure) !== null) return null;
  const { title, remedy } = problemText(failure);
  return (
    <p className="field-problem sheet-problem" role="alert">
      <strong>{title}</strong> {remedy}
    </p>
  );
}
