import { adjustmentOf, type DurationProblem, parseDuration } from "../../app/model/duration.ts";

/** What written text would do to a timer that shows `before` seconds. */
export type WrittenAdjustment =
  | { readonly kind: "problem"; readonly problem: DurationProblem | "same" | "below-zero" }
  | { readonly kind: "change"; readonly seconds: number; readonly before: number; readonly after: number };

export function readAdjustment(text: string, before: number): WrittenAdjustment {
  const written = parseDuration(text);
  if (written.kind === "problem") return written;
  // Who writes 1:20 at 1:20:37 sees it already.
  const sameMinute = Math.floor(before / 60) === written.seconds / 60;
  if (written.kind === "total" && sameMinute) return { kind: "problem", problem: "same" };
  if (written.kind === "change" && before + written.seconds < 0) return { kind: "problem", problem: "below-zero" };
  const seconds = adjustmentOf(written, before);
  if (seconds === 0) return { kind: "problem", problem: "same" };
  return { kind: "change", seconds, before, after: before + seconds };
}
