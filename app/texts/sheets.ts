import { newTagsProblem } from "./problem-table.ts";

/** The sheet that logs a timer, and the fields that sheets share. */
export const logTexts = {
  title: (project: string) => `Log ${project}`,
  date: "Date",
  today: "today",
  time: "Time",
  description: "Description",
  log: (time: string) => `Log ${time}`,
  /** What the server makes of the minutes, before it does. */
  roundsUp: (time: string, increment: number) => `Logs as ${time}: this project rounds up to ${increment} minutes.`,
  exact: (time: string) => `Logs as ${time}.`,
  unbillable: "Unbillable.",
  ranSince: (date: string) => `This timer is from ${date}.`,
  badTime: "Write a time like 1:20, or minutes like 80.",
  badDate: "Choose a day.",
  tags: "Tags",
  cannotCreateTags: `${newTagsProblem.title} ${newTagsProblem.remedy}`,
  changedElsewhere: (now: string) => `Changed elsewhere: ${now}.`,
  takeOver: "Use that",
} as const;

/** The sheet that changes a timer's time. */
export const adjustTexts = {
  title: (project: string) => `Adjust ${project}`,
  time: "New time, or a change",
  hint: "1:20 or 80 sets the time. -10 or +0:05 changes it.",
  quick: "Quick changes",
  add: (time: string) => `Add ${time}`,
  remove: (time: string) => `Remove ${time}`,
  from: (before: string, after: string) => `${before} becomes ${after}.`,
  apply: "Adjust",
  badTime: "Write a time like 1:20 or 80, or a change like -10.",
  tooLong: "That is more than an account can take.",
  belowZero: "There is not that much time on it.",
  same: "That is what it shows already.",
} as const;

/** The sheet that changes a timer's description. */
export const describeTexts = {
  title: (project: string) => `Describe ${project}`,
  save: "Save",
  /** What became elsewhere of the description, while the person writes one. */
  changedElsewhere: (text: string) => `Changed elsewhere: “${text}”.`,
  removedElsewhere: "Changed elsewhere: no description any more.",
  begunAnew: "Changed elsewhere: logged or discarded, and begun again.",
} as const;
