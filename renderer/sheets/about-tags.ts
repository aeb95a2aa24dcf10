import { logTexts } from "../../app/texts/sheets.ts";
import type { Problem } from "../../app/contract/problem.ts";

/** What to say beside the description when the account refused its hashtags; null for every other problem. */
export function aboutTags(problem: Problem | null): string | null {
  if (problem?.kind !== "invalid") return null;
  const refused = problem.fields.some((field) => field.code === "cannot_create_tags");
  return refused ? logTexts.cannotCreateTags : null;
}
