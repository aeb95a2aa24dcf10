import type { ReviewOutcome, ReviewRow, ShownReview } from "../../app/contract/snapshot.ts";
import type { ReviewItem } from "../../app/model/review.ts";

/** A row of the list: a timer that is still there, or what became of one that is not. */
export type ReviewLine =
  | { readonly kind: "timer"; readonly id: number; readonly item: ReviewItem; readonly outcome: ReviewOutcome | null }
  | { readonly kind: "ended"; readonly id: number; readonly row: ReviewRow };

/** In the order of the review that was sent, where there is one, so that no row moves while it is carried out. */
export function linesOf(items: readonly ReviewItem[], review: ShownReview | null): readonly ReviewLine[] {
  const left = new Map(items.map((item) => [item.timer.id, item]));
  const sent = (review?.rows ?? []).flatMap((row): readonly ReviewLine[] => {
    const item = left.get(row.id);
    left.delete(row.id);
    if (item !== undefined) return [{ kind: "timer", id: row.id, item, outcome: row.outcome }];
    // Between the answer to its log and the next word of the review it is neither.
    const outcome: ReviewOutcome = row.outcome.kind === "sending" ? { kind: "logged" } : row.outcome;
    return [{ kind: "ended", id: row.id, row: { ...row, outcome } }];
  });
  const others = items
    .filter(({ timer }) => left.has(timer.id))
    .map((item): ReviewLine => ({ kind: "timer", id: item.timer.id, item, outcome: null }));
  return [...sent, ...others];
}
