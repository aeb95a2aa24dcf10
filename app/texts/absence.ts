/** The computer was left while a timer ran. */
export const absenceTexts = {
  paused: (project: string, time: string, when: string) => `${project} was paused at ${time}, ${when}.`,
  ranOn: (project: string, time: string, during: string) => `${project} ran on for ${time} ${during}`,
  whileAway: {
    idle: "while nobody used this computer",
    sleep: "while this computer slept",
    lock: "while the screen was locked",
    shutdown: "while this computer was off",
  },
  whenLeft: {
    idle: "when nobody had used this computer for a while",
    sleep: "when this computer went to sleep",
    lock: "when the screen was locked",
    shutdown: "when this computer was shut down",
  },
  since: (time: string) => `From ${time} on. What becomes of that time?`,
  notPausedSince: (time: string) => `From ${time} on: it could not be paused in time. What becomes of that time?`,
  keep: (time: string) => `Keep ${time}`,
  remove: (time: string) => `Remove ${time}`,
  removeAndGoOn: (time: string) => `Remove ${time}, keep running`,
  removeAndPause: (time: string) => `Remove ${time} and pause`,
} as const;
