/** Status bar, link details, problem banner. */
export const statusTexts = {
  checkNow: "Check now",
  signInAgain: "Sign in again",
  problemHeading: "Problem",
  since: "Since",
  lastBroadcast: "Last change made elsewhere",
  proved: "Proved by Noko",
  lastAnswer: "Last answer",
  missed: "Missed changes",
  noneYet: "none yet",
  more: "Diagnostics…",
} as const;
