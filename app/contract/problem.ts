import type { ProblemKind } from "../texts/problem-table.ts";
import type { ProblemDetails } from "./problem-details.ts";

export type { CertificateFault, InvalidField } from "./problem-details.ts";
export type { ProblemKind } from "../texts/problem-table.ts";

/**
 * Everything that can go wrong and that a person should know about, as data: why a request failed, and what this
 * computer refuses. One vocabulary for the API client, the link, commands and every surface; what each kind means is
 * one row of the table in `app/texts/problem-table.ts`, from which the kinds derive.
 */
export type Problem = ProblemOf<ProblemKind>;

/** Problems of some kinds alone. */
export type ProblemOf<K extends ProblemKind> = {
  readonly [P in K]: P extends keyof ProblemDetails ? { readonly kind: P } & ProblemDetails[P] : { readonly kind: P };
}[K];
