/** What several screens of the window share. */
export const windowTexts = {
  dismiss: "Dismiss",
  retry: "Try again",
  windowFailedTitle: "This window had a problem.",
  windowFailedRemedy: "Your timers are not affected.",
  cancel: "Cancel",
  close: "Close",
  back: "Back",
  fix: "Fix…",
} as const;
