/** Time was to be moved, and how far that got is not known. */
export const transferTexts = {
  title: (time: string) => `Was ${time} moved?`,
  detail: (time: string, from: string, to: string) =>
    `${time} was to go from ${from} to ${to}. Tallylight or the network ended on the way, and both look different by now: the time may be counted twice.`,
  anEntry: "an entry of its own",
  anEntryOf: (project: string) => `an entry of ${project}`,
  aTimer: "a timer",
  /** The time is taken off where it came from. */
  finish: (time: string, from: string) => `Take ${time} off ${from}`,
  takeBack: (time: string, to: string) => `Take ${time} off ${to}`,
  leave: "It is right as it is",
} as const;
