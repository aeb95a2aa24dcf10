import { problemDefinition } from "../../app/texts/problems.ts";
import { logTexts } from "../../app/texts/sheets.ts";
import type { Problem } from "../../app/contract/problem.ts";

/** What to say beside the description when the account refused its hashtags; null for every other problem. */
export function aboutTags(problem: Problem | null): string | null {
  const refused = problem !== null && problemDefinition(problem).action === "edit-description";
  return refused ? logTexts.cannotCreateTags : null;
}
