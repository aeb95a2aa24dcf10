/** The day's sum, its table, and the goal. */
export const dayTexts = {
  heading: "Today",
  total: (time: string) => `Today ${time}`,
  unlogged: (time: string) => `unlogged ${time}`,
  byProject: "by project",
  project: "Project",
  logged: "Logged",
  notLogged: "On timers",
  all: "All",
  withoutProject: "Without a project",
  otherDays: (time: string) => `${time} more waits on timers of other days.`,
  ofGoal: (total: string, goal: string) => `Today ${total} of ${goal}`,
  goal: "Goal",
  left: (time: string) => `${time} left`,
  doneAt: (time: string) => `done at ${time}`,
  goalReached: "Goal reached",
  over: (time: string) => `${time} over`,
} as const;
