/** Reminders, as notifications of the desktop. Names stand in titles alone: desktops on Linux may take a body for markup. */
export const reminderTexts = {
  notTracking: "No timer is running",
  noTimerSince: (time: string) => `No timer since ${time}.`,
  startOne: "Start one, or pause reminders in the preferences.",
} as const;
