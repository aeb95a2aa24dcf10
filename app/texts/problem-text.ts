/** What happened, and what the user can do about it. */
export interface ProblemText {
  readonly title: string;
  readonly remedy: string;
}
