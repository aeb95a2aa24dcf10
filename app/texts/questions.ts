/** A command waits, because its timer changed on another device. */
export const questionTexts = {
  changed: (project: string) => `${project} changed on another device`,
  gone: (project: string) => `${project} is no longer there`,
  goneDetail: "It was logged or discarded on another device. Nothing was done here.",
  nowRunning: (time: string) => `It is running now, at ${time}.`,
  nowPaused: (time: string) => `It is paused now, at ${time}.`,
  description: (text: string) => `Its description is “${text}”.`,
  noDescription: "It has no description.",
  yours: (text: string) => `Yours is “${text}”.`,
  yoursIsEmpty: "Yours is empty.",
  saveAnyway: "Save yours anyway",
  logAnyway: (time: string) => `Log ${time} anyway`,
  discardAnyway: (time: string) => `Discard ${time} anyway`,
  addAnyway: (time: string) => `Add ${time} anyway`,
  removeAnyway: (time: string) => `Remove ${time} anyway`,
  leave: "Leave it",
  thisTimer: "This timer",
} as const;
