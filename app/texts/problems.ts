import type { Problem, ProblemKind, ProblemOf } from "../contract/problem.ts";
import { type ProblemDefinition, problems } from "./problem-table.ts";
import type { ProblemText } from "./problem-text.ts";

type Row<K extends ProblemKind> = ProblemDefinition | ((problem: ProblemOf<K>) => ProblemDefinition);

/** What a problem means, and what the user can do. */
export function problemDefinition(problem: Problem): ProblemDefinition {
  return definitionOf(problem.kind, problem);
}

function definitionOf<K extends ProblemKind>(kind: K, problem: ProblemOf<K>): ProblemDefinition {
  const rows: { readonly [P in ProblemKind]: Row<P> } = problems;
  const row: Row<K> = rows[kind];
  return typeof row === "function" ? row(problem) : row;
}

/** What a person reads of it. */
export function problemText(problem: Problem): ProblemText {
  const { title, remedy } = problemDefinition(problem);
  return { title, remedy };
}

/** The same while signing in. */
export function signInProblemText(problem: Problem): ProblemText {
  const { title, remedy, signInRemedy } = problemDefinition(problem);
  return { title, remedy: signInRemedy ?? remedy };
}
