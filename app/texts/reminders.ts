/** Reminders, as notifications of the desktop. Names stand in titles alone: desktops on Linux may take a body for markup. */
export const reminderTexts = {
  notTracking: "No timer is running",
  noTimerSince: (time: string) => `No timer since ${time}.`,
  startOne: "Start one, or pause reminders in the preferences.",
  stillRunning: (project: string) => `Still on ${project}?`,
  untouchedSince: (time: string) => `The timer has not been touched since ${time}.`,
  notLogged: (timers: number, time: string) =>
    timers === 1 ? `1 timer, ${time} not logged` : `${timers} timers, ${time} not logged`,
  review: "Look through them before the day ends: Review and log.",
  reviewMissed: "Some of it is of an earlier day: Review and log.",
  breakDue: (time: string) => `${time} without a break`,
  takeBreak: "A break is 15 minutes without a timer.",
} as const;
