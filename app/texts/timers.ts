import type { TimerMark } from "../model/timer-mark.ts";

/** Running and paused timers in the window and the tray. */
export const timersTexts = {
  noReadableTimer: "No running timer could be read",
  unreadable: (count: number, names: string) => {
    const what = count === 1 ? "1 timer could not be read" : `${count} timers could not be read`;
    return names === "" ? what : `${what}: ${names}`;
  },
  running: "Running",
  mark: {
    "other-day": "Begun on an earlier day, and logged on that one",
    long: "Has run for more than 12 hours",
  } satisfies Readonly<Record<TimerMark, string>>,
  pause: "Pause",
  resume: "Resume",
  pausedHeading: "Paused",
  noDescription: "No description",
  noTimerTitle: "No timer is running",
  noTimerHint: "Start one here, in the menu, or on any device.",
  timersUnknown: "Your timers are not known yet",
  lookingForTimers: "Looking for your timers…",
  isRunning: (project: string) => `${project} is running`,
  isPaused: (project: string) => `${project} is paused`,
  elapsedOn: (project: string) => `Time on ${project}`,
  resumeProject: (project: string) => `Resume ${project}`,
  pauseProject: (project: string) => `Pause ${project}`,
  addMinutes: (minutes: number) => `+${minutes}`,
  addMinutesLabel: (minutes: number) => `+${minutes} minutes`,
  removeMinutes: (minutes: number) => `−${minutes}`,
  removeMinutesLabel: (minutes: number) => `−${minutes} minutes`,
  more: (project: string) => `More for ${project}`,
  logWithResult: (time: string) => `Log ${time}…`,
  adjustTime: "Adjust time…",
  editDescription: "Edit description…",
  addDescription: "Add a description…",
  discard: "Discard",
  undo: "Undo",
  discarded: (project: string, time: string) => `${project} discarded (${time})`,
  moved: (project: string, time: string) => `${time} moved away from ${project}`,
  logged: (project: string, time: string) => `${project} logged (${time})`,
  loggedMany: (count: number, time: string) => `${count} timers logged (${time})`,
  added: (time: string, project: string) => `${time} added to ${project}`,
  removed: (time: string, project: string) => `${time} removed from ${project}`,
  isRunningAt: (time: string) => `running at ${time}`,
  isPausedAt: (time: string) => `paused at ${time}`,
  gone: "logged or discarded",
} as const;
