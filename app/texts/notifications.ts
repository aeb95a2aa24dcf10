/** Notifications of the desktop. Names stand in titles alone: desktops on Linux may take a body for markup. */
export const notificationTexts = {
  goalReached: (goal: string) => `Today's goal is reached: ${goal}`,
  goesOn: "The timer goes on running.",
  started: (project: string) => `${project} is running`,
  paused: (project: string) => `${project} is paused`,
  gone: (project: string) => `${project} was logged or discarded`,
  elsewhere: "Changed on another device.",
  tokenEnded: "Signed out: the token is no longer accepted",
  tokenEndedDetail: "Open Tallylight to sign in with a new one. Your timers are safe in the account.",
  linkLost: "No longer live",
  linkLostDetail: (link: string) => `Changes made elsewhere take longer to show. ${link}.`,
  resumedHere: (time: string) => `Goes on at ${time}.`,
  pausedHere: (time: string) => `Paused at ${time}.`,
  pausedWhenLeft: (project: string) => `${project} was paused`,
  pausedWhenLeftDetail: (time: string, when: string) => `At ${time}, ${when}.`,
  failed: (title: string, remedy: string) => `${title} ${remedy}`,
} as const;
